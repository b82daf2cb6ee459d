/** Replaces a document that exists but could not be read: its content is unknown. */
export const UNREADABLE = '(not readable)';
