// chalk asks process, terminal and operating system what colours they can do. Whether a report is coloured is said to it
// (reporters/parts/page.ts), so nobody hears the answer: 1 ms of every start.
export function slimChalk() {
  return {
    name: 'slim-chalk',
    setup(build) {
      build.onResolve({ filter: /^#supports-color$/ }, () => ({ path: 'supports-color', namespace: 'slim-chalk' }));
      build.onLoad({ filter: /./, namespace: 'slim-chalk' }, () => ({ contents: 'export default { stdout: undefined, stderr: undefined };' }));
    },
  };
}
