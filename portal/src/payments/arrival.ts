/** What the page of a payment is told by whoever leads there: it was begun just now, and what comes next is gone to at once. */
export interface PaymentArrival {
  done?: 'begun';
}
