/** Name of the file of the formula. */
export const FORMULA_FILE: string;

/** The text of the Homebrew formula of a krew manifest. Throws for values of another form and for a missing platform. */
export function formula(manifest: {
  spec: {
    version: string;
    homepage: string;
    shortDescription: string;
    platforms: readonly {
      selector: { matchLabels: { os: string; arch: string } };
      uri: string;
      sha256: string;
    }[];
  };
}): string;
