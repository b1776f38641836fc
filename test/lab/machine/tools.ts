import { install } from './packages.js';

/** What reads our files elsewhere: shells, linters, Prometheus, pre-commit. The lab installs them itself. */
export const installTools = () => install(['promtool', 'shellcheck', 'mandoc', 'zsh', 'fish', 'pip3', 'git', 'chromium']);
