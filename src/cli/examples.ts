/** A command line to copy, and what it is for. */
export type Example = readonly [line: string, use: string];

/** Below the help of each command, in the manual and in the reference. */
const EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  check: [
    ['k2doctor check', 'look, explain, print the fix'],
    ['k2doctor check silver-kraken', 'about one service only'],
    ['k2doctor check --offline --compare main.yml', 'a pull request: will it fit?'],
    ['k2doctor check --format json --output junit=k2.xml', 'several reports, one look'],
    ['k2doctor check --from s.json', 'judge a saved snapshot'],
    ['k2doctor check --baseline known.json', 'only what is new fails'],
  ],
  snapshot: [
    ['k2doctor snapshot > s.json', 'collect here ...'],
    ['k2doctor check --from s.json', '... judge elsewhere'],
  ],
  fix: [
    ['k2doctor fix', 'read the commands first'],
    ['k2doctor fix | sh', 'then run them'],
  ],
  demo: [
    ['k2doctor demo', 'the incident, explained'],
    ['k2doctor demo --format html > demo.html', 'as a page'],
  ],
  config: [
    ['k2doctor config', 'what Compose makes of the files'],
    ['k2doctor config --services', 'names, one a line'],
    ['k2doctor config --explain', 'our own settings, and where each comes from'],
  ],
  explain: [['k2doctor explain drift/stale-command', 'one rule, offline']],
  simulate: [
    ['k2doctor simulate', 'who gets what now, who waits, why'],
    ['k2doctor simulate --set silver.cores-max=1', 'what a change would do'],
    ['k2doctor simulate --offline --recommend', 'sizes for what the file declares'],
    ['k2doctor simulate --cluster cluster.json', 'a cluster out of a file'],
    ['k2doctor simulate --cluster - --format json', 'many, line for line'],
  ],
  rules: [
    ['k2doctor rules', 'the catalogue'],
    ['k2doctor rules --format json', 'for a program'],
  ],
  render: [
    ['k2doctor check --format json > r.json', 'look once ...'],
    ['k2doctor render --from r.json --format html', '... print it later'],
  ],
  init: [['k2doctor init', 'a commented .k2doctor.yml']],
  completion: [
    ['source <(k2doctor completion bash)', 'in ~/.bashrc; zsh alike'],
    ['k2doctor completion fish | source', 'in config.fish'],
  ],
};

export const examplesOf = (command: string): readonly Example[] => (Object.hasOwn(EXAMPLES, command) ? (EXAMPLES[command] ?? []) : []);

/** As the help shows them: the use beside the line, or below it where the terminal is too narrow for both. */
export function examplesText(command: string, width: number): string {
  const examples = examplesOf(command);
  const widest = Math.max(0, ...examples.map(([line]) => line.length));
  const lines = examples.map(([line, use]) => (widest + use.length + 4 <= width ? `  ${line.padEnd(widest)}  ${use}` : `  ${line}\n      ${use}`));
  return lines.length === 0 ? '' : `\nExamples:\n${lines.join('\n')}`;
}
