/** Replaces a document that exists but could not be read: its content is unknown. */
export const UNREADABLE = '(not readable)';
/** The same for a document that its parser rejects. */
export const NOT_YAML = '(no valid YAML)';
