/** Suite -> its requirements in addition to Node, and the folder of its files. */
export const suites: Readonly<Record<string, { folder: string; needs: string }>>;
