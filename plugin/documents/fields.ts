/** Names of the Content Manager's inputs of documents: the grid of lines, and an amount that follows from them. */
export const LINES_FIELD = 'document-lines';
export const MONEY_FIELD = 'document-amount';
