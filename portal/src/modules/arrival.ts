/** What a page says that was reached by doing something; carried in the browser's history. */
export interface RecordArrival {
  done?: 'record.submitted' | 'record.published' | 'record.withdrawn' | 'record.dropped';
}

export interface ListArrival {
  done?: 'record.deleted';
}
