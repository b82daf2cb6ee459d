/** Formats of the picture, as given to `map -o`. Separate from their code: the command line requires the names only. */
export const PICTURE_FORMATS = ['html', 'svg', 'mermaid', 'dot', 'd2', 'drawio', 'graphml', 'json'] as const;
export type PictureFormat = (typeof PICTURE_FORMATS)[number];
