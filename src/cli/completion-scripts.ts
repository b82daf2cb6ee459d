const PROGRAM = 'kubectl-archmap';

/** A completion script for `kubectl-archmap`, called by that name, for the user's shell. */
export function completionScript(shell: 'bash' | 'zsh' | 'fish' | 'powershell'): string {
  return SCRIPTS[shell];
}

// Each script requests candidates from the program (`word TAB description`, a last line `:N` for kubectl) and drops what its shell cannot
// show.
const SCRIPTS = {
  bash: `# ${PROGRAM} for bash: source <(${PROGRAM} completion bash)
_kubectl_archmap() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    [[ $line == :* ]] || COMPREPLY+=("\${line%%$'\\t'*}")
  done < <(${PROGRAM} __complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _kubectl_archmap ${PROGRAM}
`,
  zsh: `#compdef ${PROGRAM}
# ${PROGRAM} for zsh: source <(${PROGRAM} completion zsh)
_kubectl_archmap() {
  local line
  local -a found
  while IFS= read -r line; do
    [[ $line == :* ]] || found+=("\${\${line//:/\\\\:}/$'\\t'/:}")
  done < <(${PROGRAM} __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)
  if (( \${#found} )); then _describe '${PROGRAM}' found; else _files; fi
}
compdef _kubectl_archmap ${PROGRAM}
`,
  fish: `# ${PROGRAM} for fish: ${PROGRAM} completion fish | source
function __kubectl_archmap
  set -l words (commandline -opc) (commandline -ct)
  ${PROGRAM} __complete $words[2..-1] 2>/dev/null | string match -v ':*'
end
complete -c ${PROGRAM} -f -a '(__kubectl_archmap)'
`,
  powershell: `# ${PROGRAM} for PowerShell: ${PROGRAM} completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName '${PROGRAM}' -ScriptBlock {
  param($word, $ast, $position)
  $words = @($ast.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" })
  if ($word -eq '') { $words += '""' }
  & ${PROGRAM} __complete @words 2>$null | Where-Object { $_ -notlike ':*' } | ForEach-Object {
    $text, $what = $_ -split "\`t", 2
    [System.Management.Automation.CompletionResult]::new($text, $text, 'ParameterValue', $(if ($what) { $what } else { $text }))
  }
}
`,
} as const;
