/** The line. A stage may import itself and the stages to its left. */
const LINE = ['language', 'units', 'evidence', 'model', 'rules', 'diagnosis', 'reporters', 'cli', 'main'];

const EDGES = ['^src/(cli/|main[.]ts)', '(^|/)sensor[.]ts$'];
const PURE_PACKAGES = ['@noble/hashes', 'zod', 'yaml', 'chalk', 'cli-table3', 'shell-quote', '@types/shell-quote'];
/** Of Node's own modules only what computes: no files, no sockets, no processes. */
const PURE_CORE = '^(node:)?(crypto|path|util|url|string_decoder)(/posix)?$';

const law = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

export default {
  forbidden: [
    ...LINE.slice(0, -1).map((stage, at) =>
      law(
        `${stage}-looks-left`,
        `${stage} knows nothing of the stages it feeds.`,
        { path: `^src/${stage}[/.]` },
        { path: LINE.slice(at + 1).map((later) => `^src/${later}[/.]`) },
      ),
    ),
    law(
      'only-the-edges-touch-the-world',
      'I/O lives in cli/ and in files named sensor.ts. Everything else is a function of its arguments.',
      { path: '^src/', pathNot: EDGES },
      { dependencyTypes: ['core'], pathNot: PURE_CORE },
    ),
    law(
      'packages-with-sockets-stay-at-the-edge',
      'Packages that open files or sockets are imported by sensors and the CLI alone.',
      { path: '^src/', pathNot: EDGES },
      { dependencyTypes: ['npm', 'npm-dev'], pathNot: PURE_PACKAGES.map((name) => `node_modules/${name}/`) },
    ),
    law(
      'only-the-cli-loads-sensors',
      'So that `diagnose` never pulls in a network library.',
      { path: '^src/', pathNot: ['^src/cli/', '^src/evidence/sensors[.]ts$', '(^|/)sensor[.]ts$'] },
      { path: '^src/evidence/(sensors[.]ts|.+/sensor[.]ts)$' },
    ),
    law(
      'the-engine-is-handed-its-rules',
      'diagnose(model, rules) takes the rules as an argument, so a test can pass one.',
      { path: '^src/(diagnosis|reporters)/' },
      { path: '^src/rules/', pathNot: '/(define-rule|thresholds)[.]ts$' },
    ),
    law('no-cycles', 'A cycle means two files are one idea.', {}, { circular: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { conditionNames: ['import', 'node', 'default'], exportsFields: ['exports'] },
  },
};
