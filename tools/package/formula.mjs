// The Homebrew formula of a release, from its krew manifest: https://docs.brew.sh/Formula-Cookbook

/** Name of the file; Homebrew derives the class from it: a dash ends a word. */
export const FORMULA_FILE = 'kubectl-archmap.rb';

/** Homebrew's words for krew's. */
const SYSTEMS = { darwin: 'on_macos', linux: 'on_linux' };
const PROCESSORS = { arm64: 'on_arm', amd64: 'on_intel' };

/**
 * The text of the formula, for macOS and Linux. The archive has a single executable, so nothing is compiled. The values become strings of a
 * program: throws for a version, address or hash of another form, and for a missing platform.
 */
export function formula({ spec: { version, homepage, shortDescription, platforms } }) {
  const number = valid('version', version, /^v\d+\.\d+\.\d+(-[\w.]+)?$/).slice(1);
  return `# Made by \`npm run release\`.
class ${className(FORMULA_FILE)} < Formula
  desc "${valid('description', shortDescription, /^[A-Z][\w ,.-]+\w$/)}"
  homepage "${valid('homepage', homepage, ADDRESS)}"
  version "${number}"
  license all_of: ["Apache-2.0", "MIT"]

${Object.keys(SYSTEMS)
  .map((os) => system(os, platforms))
  .join('\n')}
  def install
    # The example of --demo is next to the executable.
    libexec.install Dir["*"]
    bin.install_symlink libexec/"kubectl-archmap"
    # kubectl asks this program for completions.
    (bin/"kubectl_complete-archmap").write <<~SH
      #!/bin/sh
      exec "#{opt_bin}/kubectl-archmap" __complete "$@"
    SH
    chmod 0755, bin/"kubectl_complete-archmap"
    generate_completions_from_executable(bin/"kubectl-archmap", "completion", shells: [:bash, :zsh, :fish])
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/kubectl-archmap --version")
    assert_match "CONTROL PLANE", shell_output("#{bin}/kubectl-archmap --demo")
  end
end
`;
}

const ADDRESS = /^https:\/\/[\w./-]+$/;

/** `kubectl-archmap.rb` -> KubectlArchmap. */
function className(file) {
  return file
    .replace(/\.rb$/, '')
    .split('-')
    .map((word) => word[0].toUpperCase() + word.slice(1))
    .join('');
}

function system(os, platforms) {
  const blocks = Object.entries(PROCESSORS).map(([arch, block]) => {
    const one = platforms.find(
      ({ selector: { matchLabels } }) => matchLabels.os === os && matchLabels.arch === arch,
    );
    if (one === undefined) throw new Error(`the formula has no archive for ${os}/${arch}`);
    return `    ${block} do
      url "${valid('address', one.uri, ADDRESS)}"
      sha256 "${valid('hash', one.sha256, /^[0-9a-f]{64}$/)}"
    end
`;
  });
  return `  ${SYSTEMS[os]} do\n${blocks.join('')}  end\n`;
}

function valid(name, value, form) {
  if (typeof value !== 'string' || !form.test(value))
    throw new Error(`the formula cannot have the ${name} ${value}`);
  return value;
}
