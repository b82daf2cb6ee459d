/** Stands for a document that is there, but could not be read: what it says is not known. */
export const UNREADABLE = '(not readable)';
