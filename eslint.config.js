import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** The clock, the environment and the streams arrive as arguments; only the edges may reach for them. */
const WORLD = ['process', 'console', 'fetch', 'setTimeout', 'setInterval', 'performance'].map((name) => ({
  name,
  message: 'Only src/cli/ and files named sensor.ts touch the world; take it as an argument.',
}));

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/', 'fixtures/', '**/*.mjs', '**/*.cjs', 'bin/', 'eslint.config.js'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // noPropertyAccessFromIndexSignature asks for the brackets that this rule would take away.
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/main.ts', 'src/cli/**', 'src/**/sensor.ts'],
    rules: {
      'no-restricted-globals': ['error', ...WORLD],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time arrives as an argument.' },
        { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'Time arrives as an argument.' },
      ],
    },
  },
);
