/** Pages that checks refer to. */
export interface Page {
  title: string;
  url: string;
}

export type PageRow = readonly [title: string, path: string];

/** The pages of one site; paths are relative to its address. */
export function pagesOf<Name extends string>(
  site: string,
  rows: Readonly<Record<Name, PageRow>>,
): Readonly<Record<Name, Page>> {
  const pages = Object.entries<PageRow>(rows).map(([name, [title, path]]) => [
    name,
    { title, url: `${site}${path}` },
  ]);
  return Object.fromEntries(pages) as Record<Name, Page>;
}
