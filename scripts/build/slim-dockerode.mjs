// dockerode requires ssh2, gRPC and protobuf at the top of its files: 90 ms of every start, for `ssh://` hosts and
// BuildKit sessions. We open ssh through the `ssh` program as the docker CLI does, and never build, so they stay out.
const LEFT_OUT = /^(ssh2|cpu-features|@grpc\/grpc-js|@grpc\/proto-loader|protobufjs|tar-fs)(\/|$)/;
/** What dockerode makes of answers: we ask through its transport alone and read the answers ourselves. */
const CLASSES = /^\.\/(container|image|volume|network|service|plugin|secret|config|task|node|exec|session|buildkit)$/;
const IN_DOCKERODE = /[\\/]node_modules[\\/]dockerode[\\/]/;

export function slimDockerode() {
  return {
    name: 'slim-dockerode',
    setup(build) {
      build.onResolve({ filter: LEFT_OUT }, ({ path }) => ({ path, namespace: 'left-out' }));
      build.onResolve({ filter: CLASSES }, ({ path, importer }) => (IN_DOCKERODE.test(importer) ? { path, namespace: 'left-out' } : undefined));
      // Node's own streams do for the duplex of `attach`, which we never open.
      build.onResolve({ filter: /^readable-stream$/ }, () => ({ path: 'node:stream', external: true }));
      build.onLoad({ filter: /./, namespace: 'left-out' }, () => ({ contents: 'module.exports = {};' }));
    },
  };
}
