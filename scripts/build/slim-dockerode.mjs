// dockerode requires ssh2, gRPC and protobuf at the top of its files: 90 ms of every start, for `ssh://` hosts and
// BuildKit sessions. We open ssh through the `ssh` program as the docker CLI does, and never build, so they stay out.
const LEFT_OUT = /^(ssh2|cpu-features|@grpc\/grpc-js|@grpc\/proto-loader|protobufjs)(\/|$)/;

export function slimDockerode() {
  return {
    name: 'slim-dockerode',
    setup(build) {
      build.onResolve({ filter: LEFT_OUT }, ({ path }) => ({ path, namespace: 'left-out' }));
      build.onLoad({ filter: /./, namespace: 'left-out' }, () => ({ contents: 'module.exports = {};' }));
    },
  };
}
