/** Suite -> what it needs beside Node, and where its files are. */
export const suites: Readonly<Record<string, { folder: string; needs: string }>>;
