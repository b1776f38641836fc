# Completion of k2doctor for bash. Load it with: source <(k2doctor completion bash)
# shellcheck shell=bash

# Offers those of the words that begin with what was typed.
_k2doctor_offer() {
  local word
  for word in "$@"; do
    if [[ $word == "$cur"* ]]; then COMPREPLY+=("$word"); fi
  done
}

_k2doctor_files() {
  local word
  compopt -o filenames 2>/dev/null
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen "$1" -- "$cur")
}

_k2doctor_services() {
  local word
  while IFS= read -r word; do _k2doctor_offer "$word"; done < <("${COMP_WORDS[0]}" ${project[@]+"${project[@]}"} config --services 2>/dev/null)
}

_k2doctor() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} command='' word i
  local project=()
  COMPREPLY=()
  # `--format=json` arrives as three words.
  if [[ $cur == '=' ]]; then
    cur=''
  elif [[ $prev == '=' ]]; then
    prev=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    case $word in
      -f | --file | -p | --project-name | --project-directory | --profile | --env-file | -H | --host | -c | --context | --config)
        if [[ ${COMP_WORDS[i + 1]-} == '=' ]]; then ((i++)); fi
        if ((i + 1 < COMP_CWORD)); then project+=("$word" "${COMP_WORDS[i + 1]}"); fi
        ((i++))
        ;;
      --fail-on | --require | --only | --skip | --format | --output | --color | --master | --timeout | --sample | --compare | --from | --baseline | --set | --scale | --add-worker | --headroom | --cluster)
        if [[ ${COMP_WORDS[i + 1]-} == '=' ]]; then ((i++)); fi
        ((i++))
        ;;
      -*) ;;
      *) if [[ -z $command ]]; then command=$word; fi ;;
    esac
  done
  case $command:$prev in
    *:-f | *:--file)
      _k2doctor_files -f
      return
      ;;
    *:-p | *:--project-name)
      :
      return
      ;;
    *:--project-directory)
      _k2doctor_files -d
      return
      ;;
    *:--profile)
      :
      return
      ;;
    *:--env-file)
      _k2doctor_files -f
      return
      ;;
    *:-H | *:--host)
      :
      return
      ;;
    *:-c | *:--context)
      :
      return
      ;;
    *:--config)
      _k2doctor_files -f
      return
      ;;
    check:--fail-on)
      _k2doctor_offer critical warning info never
      return
      ;;
    check:--require)
      _k2doctor_offer compose docker container-processes container-logs container-stats engine-events mounted-files spark-master spark-workers spark-drivers
      return
      ;;
    check:--only)
      _k2doctor_offer capacity/cores-asked-not-used capacity/cores-to-give-back capacity/cores-used capacity/declared-headroom capacity/host-overcommitted capacity/low-headroom capacity/over-subscribed capacity/uneven-settings cluster/application-removed cluster/driver-orphaned cluster/ghost-worker cluster/no-alive-workers cluster/worker-not-registered config/contradicting-flags config/data-path-not-shared config/driver-memory-set-too-late config/event-log-mismatch config/interpolation-surprise config/limits-ignored-by-compose-generation config/local-master-in-cluster-stack config/setting-ignored-in-standalone config/suppression-expired config/suppression-unused config/variable-not-read-by-image cpu/image-emulated-architecture cpu/worker-cores-exceed-cpu-limit cpu/worker-cpu-busy cpu/worker-size-autodetected cpu/worker-size-malformed drift/image-stale drift/mounted-file-newer-than-process drift/orphan-container drift/recreate-without-difference drift/service-not-running drift/set-in-code drift/stale-attribute drift/stale-command drift/stale-environment drift/stale-limits drift/worker-size-stale image/python-minor-mismatch image/spark-build-mismatch lifecycle/container-logs-unbounded lifecycle/daemonised-entrypoint lifecycle/healthcheck-cannot-run lifecycle/image-unavailable-or-frozen lifecycle/no-restart-policy lifecycle/work-dir-growing lifecycle/worker-gave-up-on-master lifecycle/worker-heartbeat-lost lifecycle/workers-follow-old-master memory/container-oom-killed memory/driver-memory-vs-container-limit memory/engine-vm-too-small memory/executor-sigkilled memory/exit-137-not-oom memory/heap-below-minimum memory/jvm-heap-exhausted memory/worker-memory-near-limit memory/worker-memory-vs-container-limit network/broker-advertises-localhost network/driver-on-unshared-network network/executors-cannot-reach-driver network/host-port-clash network/injected-port-variable network/master-bound-to-other-address network/master-url-unreachable network/ui-address-unusable scheduling/application-waiting scheduling/cluster-driver-failed scheduling/cluster-drivers-starve-apps scheduling/cores-max-below-executor-cores scheduling/cores-max-unset scheduling/driver-cannot-be-placed scheduling/dynamic-allocation-unbacked scheduling/executor-larger-than-any-worker scheduling/fewer-cores-than-asked scheduling/free-cores-but-memory-full scheduling/greedy-application scheduling/idle-executors-kept security/master-exposed security/rpc-secret-mismatch streaming/checkpoint-on-ephemeral-path streaming/checkpoint-used-twice streaming/falling-behind streaming/no-rows-out streaming/slow-commit streaming/source-offsets-gone streaming/task-failures
      return
      ;;
    check:--skip)
      _k2doctor_offer capacity/cores-asked-not-used capacity/cores-to-give-back capacity/cores-used capacity/declared-headroom capacity/host-overcommitted capacity/low-headroom capacity/over-subscribed capacity/uneven-settings cluster/application-removed cluster/driver-orphaned cluster/ghost-worker cluster/no-alive-workers cluster/worker-not-registered config/contradicting-flags config/data-path-not-shared config/driver-memory-set-too-late config/event-log-mismatch config/interpolation-surprise config/limits-ignored-by-compose-generation config/local-master-in-cluster-stack config/setting-ignored-in-standalone config/suppression-expired config/suppression-unused config/variable-not-read-by-image cpu/image-emulated-architecture cpu/worker-cores-exceed-cpu-limit cpu/worker-cpu-busy cpu/worker-size-autodetected cpu/worker-size-malformed drift/image-stale drift/mounted-file-newer-than-process drift/orphan-container drift/recreate-without-difference drift/service-not-running drift/set-in-code drift/stale-attribute drift/stale-command drift/stale-environment drift/stale-limits drift/worker-size-stale image/python-minor-mismatch image/spark-build-mismatch lifecycle/container-logs-unbounded lifecycle/daemonised-entrypoint lifecycle/healthcheck-cannot-run lifecycle/image-unavailable-or-frozen lifecycle/no-restart-policy lifecycle/work-dir-growing lifecycle/worker-gave-up-on-master lifecycle/worker-heartbeat-lost lifecycle/workers-follow-old-master memory/container-oom-killed memory/driver-memory-vs-container-limit memory/engine-vm-too-small memory/executor-sigkilled memory/exit-137-not-oom memory/heap-below-minimum memory/jvm-heap-exhausted memory/worker-memory-near-limit memory/worker-memory-vs-container-limit network/broker-advertises-localhost network/driver-on-unshared-network network/executors-cannot-reach-driver network/host-port-clash network/injected-port-variable network/master-bound-to-other-address network/master-url-unreachable network/ui-address-unusable scheduling/application-waiting scheduling/cluster-driver-failed scheduling/cluster-drivers-starve-apps scheduling/cores-max-below-executor-cores scheduling/cores-max-unset scheduling/driver-cannot-be-placed scheduling/dynamic-allocation-unbacked scheduling/executor-larger-than-any-worker scheduling/fewer-cores-than-asked scheduling/free-cores-but-memory-full scheduling/greedy-application scheduling/idle-executors-kept security/master-exposed security/rpc-secret-mismatch streaming/checkpoint-on-ephemeral-path streaming/checkpoint-used-twice streaming/falling-behind streaming/no-rows-out streaming/slow-commit streaming/source-offsets-gone streaming/task-failures
      return
      ;;
    check:--format)
      _k2doctor_offer github gitlab html json junit markdown prometheus sarif text
      return
      ;;
    check:--output)
      _k2doctor_offer github= gitlab= html= json= junit= markdown= prometheus= sarif= text=
      return
      ;;
    check:--color)
      _k2doctor_offer auto always never
      return
      ;;
    check:--master)
      :
      return
      ;;
    check:--timeout)
      :
      return
      ;;
    check:--sample)
      :
      return
      ;;
    check:--compare)
      _k2doctor_files -f
      return
      ;;
    check:--from)
      _k2doctor_files -f
      return
      ;;
    check:--baseline)
      _k2doctor_files -f
      return
      ;;
    snapshot:--master)
      :
      return
      ;;
    snapshot:--timeout)
      :
      return
      ;;
    snapshot:--sample)
      :
      return
      ;;
    fix:--master)
      :
      return
      ;;
    fix:--timeout)
      :
      return
      ;;
    fix:--sample)
      :
      return
      ;;
    fix:--from)
      _k2doctor_files -f
      return
      ;;
    demo:--fail-on)
      _k2doctor_offer critical warning info never
      return
      ;;
    demo:--require)
      _k2doctor_offer compose docker container-processes container-logs container-stats engine-events mounted-files spark-master spark-workers spark-drivers
      return
      ;;
    demo:--only)
      _k2doctor_offer capacity/cores-asked-not-used capacity/cores-to-give-back capacity/cores-used capacity/declared-headroom capacity/host-overcommitted capacity/low-headroom capacity/over-subscribed capacity/uneven-settings cluster/application-removed cluster/driver-orphaned cluster/ghost-worker cluster/no-alive-workers cluster/worker-not-registered config/contradicting-flags config/data-path-not-shared config/driver-memory-set-too-late config/event-log-mismatch config/interpolation-surprise config/limits-ignored-by-compose-generation config/local-master-in-cluster-stack config/setting-ignored-in-standalone config/suppression-expired config/suppression-unused config/variable-not-read-by-image cpu/image-emulated-architecture cpu/worker-cores-exceed-cpu-limit cpu/worker-cpu-busy cpu/worker-size-autodetected cpu/worker-size-malformed drift/image-stale drift/mounted-file-newer-than-process drift/orphan-container drift/recreate-without-difference drift/service-not-running drift/set-in-code drift/stale-attribute drift/stale-command drift/stale-environment drift/stale-limits drift/worker-size-stale image/python-minor-mismatch image/spark-build-mismatch lifecycle/container-logs-unbounded lifecycle/daemonised-entrypoint lifecycle/healthcheck-cannot-run lifecycle/image-unavailable-or-frozen lifecycle/no-restart-policy lifecycle/work-dir-growing lifecycle/worker-gave-up-on-master lifecycle/worker-heartbeat-lost lifecycle/workers-follow-old-master memory/container-oom-killed memory/driver-memory-vs-container-limit memory/engine-vm-too-small memory/executor-sigkilled memory/exit-137-not-oom memory/heap-below-minimum memory/jvm-heap-exhausted memory/worker-memory-near-limit memory/worker-memory-vs-container-limit network/broker-advertises-localhost network/driver-on-unshared-network network/executors-cannot-reach-driver network/host-port-clash network/injected-port-variable network/master-bound-to-other-address network/master-url-unreachable network/ui-address-unusable scheduling/application-waiting scheduling/cluster-driver-failed scheduling/cluster-drivers-starve-apps scheduling/cores-max-below-executor-cores scheduling/cores-max-unset scheduling/driver-cannot-be-placed scheduling/dynamic-allocation-unbacked scheduling/executor-larger-than-any-worker scheduling/fewer-cores-than-asked scheduling/free-cores-but-memory-full scheduling/greedy-application scheduling/idle-executors-kept security/master-exposed security/rpc-secret-mismatch streaming/checkpoint-on-ephemeral-path streaming/checkpoint-used-twice streaming/falling-behind streaming/no-rows-out streaming/slow-commit streaming/source-offsets-gone streaming/task-failures
      return
      ;;
    demo:--skip)
      _k2doctor_offer capacity/cores-asked-not-used capacity/cores-to-give-back capacity/cores-used capacity/declared-headroom capacity/host-overcommitted capacity/low-headroom capacity/over-subscribed capacity/uneven-settings cluster/application-removed cluster/driver-orphaned cluster/ghost-worker cluster/no-alive-workers cluster/worker-not-registered config/contradicting-flags config/data-path-not-shared config/driver-memory-set-too-late config/event-log-mismatch config/interpolation-surprise config/limits-ignored-by-compose-generation config/local-master-in-cluster-stack config/setting-ignored-in-standalone config/suppression-expired config/suppression-unused config/variable-not-read-by-image cpu/image-emulated-architecture cpu/worker-cores-exceed-cpu-limit cpu/worker-cpu-busy cpu/worker-size-autodetected cpu/worker-size-malformed drift/image-stale drift/mounted-file-newer-than-process drift/orphan-container drift/recreate-without-difference drift/service-not-running drift/set-in-code drift/stale-attribute drift/stale-command drift/stale-environment drift/stale-limits drift/worker-size-stale image/python-minor-mismatch image/spark-build-mismatch lifecycle/container-logs-unbounded lifecycle/daemonised-entrypoint lifecycle/healthcheck-cannot-run lifecycle/image-unavailable-or-frozen lifecycle/no-restart-policy lifecycle/work-dir-growing lifecycle/worker-gave-up-on-master lifecycle/worker-heartbeat-lost lifecycle/workers-follow-old-master memory/container-oom-killed memory/driver-memory-vs-container-limit memory/engine-vm-too-small memory/executor-sigkilled memory/exit-137-not-oom memory/heap-below-minimum memory/jvm-heap-exhausted memory/worker-memory-near-limit memory/worker-memory-vs-container-limit network/broker-advertises-localhost network/driver-on-unshared-network network/executors-cannot-reach-driver network/host-port-clash network/injected-port-variable network/master-bound-to-other-address network/master-url-unreachable network/ui-address-unusable scheduling/application-waiting scheduling/cluster-driver-failed scheduling/cluster-drivers-starve-apps scheduling/cores-max-below-executor-cores scheduling/cores-max-unset scheduling/driver-cannot-be-placed scheduling/dynamic-allocation-unbacked scheduling/executor-larger-than-any-worker scheduling/fewer-cores-than-asked scheduling/free-cores-but-memory-full scheduling/greedy-application scheduling/idle-executors-kept security/master-exposed security/rpc-secret-mismatch streaming/checkpoint-on-ephemeral-path streaming/checkpoint-used-twice streaming/falling-behind streaming/no-rows-out streaming/slow-commit streaming/source-offsets-gone streaming/task-failures
      return
      ;;
    demo:--format)
      _k2doctor_offer github gitlab html json junit markdown prometheus sarif text
      return
      ;;
    demo:--output)
      _k2doctor_offer github= gitlab= html= json= junit= markdown= prometheus= sarif= text=
      return
      ;;
    demo:--color)
      _k2doctor_offer auto always never
      return
      ;;
    config:--format)
      _k2doctor_offer json
      return
      ;;
    rules:--format)
      _k2doctor_offer text json
      return
      ;;
    simulate:--master)
      :
      return
      ;;
    simulate:--timeout)
      :
      return
      ;;
    simulate:--sample)
      :
      return
      ;;
    simulate:--set)
      :
      return
      ;;
    simulate:--scale)
      :
      return
      ;;
    simulate:--add-worker)
      :
      return
      ;;
    simulate:--headroom)
      :
      return
      ;;
    simulate:--from)
      _k2doctor_files -f
      return
      ;;
    simulate:--cluster)
      _k2doctor_files -f
      return
      ;;
    simulate:--format)
      _k2doctor_offer text json markdown
      return
      ;;
    render:--format)
      _k2doctor_offer github gitlab html json junit markdown prometheus sarif text
      return
      ;;
    render:--output)
      _k2doctor_offer github= gitlab= html= json= junit= markdown= prometheus= sarif= text=
      return
      ;;
    render:--color)
      _k2doctor_offer auto always never
      return
      ;;
    render:--from)
      _k2doctor_files -f
      return
      ;;
  esac
  case $command in
    '')
      if [[ $cur == -* ]]; then
        _k2doctor_offer -f --file -p --project-name --project-directory --profile --env-file -H --host -c --context --config -V --version -h --help
      else
        _k2doctor_offer check snapshot fix demo config explain rules simulate render init completion help
      fi
      ;;
    check)
      if [[ $cur == -* ]]; then
        _k2doctor_offer --fail-on --require --only --skip --format --output --color --show-suppressed -q --quiet -v --verbose --master --timeout --sample --patient --offline --compare --from --baseline --write-baseline --strict -h --help -f --file -p --project-name --project-directory --profile --env-file -H --host -c --context --config -V --version
      else
        _k2doctor_services
      fi
      ;;
    snapshot)
      if [[ $cur == -* ]]; then
        _k2doctor_offer --master --timeout --sample -h --help -f --file -p --project-name --project-directory --profile --env-file -H --host -c --context --config -V --version
      else
        :
      fi
      ;;
    fix)
      if [[ $cur == -* ]]; then
        _k2doctor_offer --master --timeout --sample --patient --from -h --help -f --file -p --project-name --project-directory --profile --env-file -H --host -c --context --config -V --version
      else
        :
      fi
      ;;
    demo)
      if [[ $cur == -* ]]; then
        _k2doctor_offer --fail-on --require --only --skip --format --output --color --show-suppressed -q --quiet -v --verbose -h --help -f --file -p --project-name --project-directory --profile --env-file -H --host -c --context --config -V --version
      else
        :
      fi
      ;;
    config)
      if [[ $cur == -* ]]; then
        _k2doctor_offer --format --services --explain -h --help -f --file -p --project-name --project-directory --profile --env-file -H --host -c --context --config -V --version
      else
        :
      fi
      ;;
    explain)
      if [[ $cur == -* ]]; then
        _k2doctor_offer -h --help -f --file -p --project-name --project-directory --profile --env-file -H --host -c --context --config -V --version
      else
        _k2doctor_offer capacity/cores-asked-not-used capacity/cores-to-give-back capacity/cores-used capacity/declared-headroom capacity/host-overcommitted capacity/low-headroom capacity/over-subscribed capacity/uneven-settings cluster/application-removed cluster/driver-orphaned cluster/ghost-worker cluster/no-alive-workers cluster/worker-not-registered config/contradicting-flags config/data-path-not-shared config/driver-memory-set-too-late config/event-log-mismatch config/interpolation-surprise config/limits-ignored-by-compose-generation config/local-master-in-cluster-stack config/setting-ignored-in-standalone config/suppression-expired config/suppression-unused config/variable-not-read-by-image cpu/image-emulated-architecture cpu/worker-cores-exceed-cpu-limit cpu/worker-cpu-busy cpu/worker-size-autodetected cpu/worker-size-malformed drift/image-stale drift/mounted-file-newer-than-process drift/orphan-container drift/recreate-without-difference drift/service-not-running drift/set-in-code drift/stale-attribute drift/stale-command drift/stale-environment drift/stale-limits drift/worker-size-stale image/python-minor-mismatch image/spark-build-mismatch lifecycle/container-logs-unbounded lifecycle/daemonised-entrypoint lifecycle/healthcheck-cannot-run lifecycle/image-unavailable-or-frozen lifecycle/no-restart-policy lifecycle/work-dir-growing lifecycle/worker-gave-up-on-master lifecycle/worker-heartbeat-lost lifecycle/workers-follow-old-master memory/container-oom-killed memory/driver-memory-vs-container-limit memory/engine-vm-too-small memory/executor-sigkilled memory/exit-137-not-oom memory/heap-below-minimum memory/jvm-heap-exhausted memory/worker-memory-near-limit memory/worker-memory-vs-container-limit network/broker-advertises-localhost network/driver-on-unshared-network network/executors-cannot-reach-driver network/host-port-clash network/injected-port-variable network/master-bound-to-other-address network/master-url-unreachable network/ui-address-unusable scheduling/application-waiting scheduling/cluster-driver-failed scheduling/cluster-drivers-starve-apps scheduling/cores-max-below-executor-cores scheduling/cores-max-unset scheduling/driver-cannot-be-placed scheduling/dynamic-allocation-unbacked scheduling/executor-larger-than-any-worker scheduling/fewer-cores-than-asked scheduling/free-cores-but-memory-full scheduling/greedy-application scheduling/idle-executors-kept security/master-exposed security/rpc-secret-mismatch streaming/checkpoint-on-ephemeral-path streaming/checkpoint-used-twice streaming/falling-behind streaming/no-rows-out streaming/slow-commit streaming/source-offsets-gone streaming/task-failures
      fi
      ;;
    rules)
      if [[ $cur == -* ]]; then
        _k2doctor_offer --format -h --help -f --file -p --project-name --project-directory --profile --env-file -H --host -c --context --config -V --version
      else
        :
      fi
      ;;
    simulate)
      if [[ $cur == -* ]]; then
        _k2doctor_offer --master --timeout --sample --patient --set --scale --add-worker --recommend --headroom --offline --from --cluster --format -h --help -f --file -p --project-name --project-directory --profile --env-file -H --host -c --context --config -V --version
      else
        :
      fi
      ;;
    render)
      if [[ $cur == -* ]]; then
        _k2doctor_offer --format --output --color --show-suppressed -q --quiet -v --verbose --from -h --help -f --file -p --project-name --project-directory --profile --env-file -H --host -c --context --config -V --version
      else
        :
      fi
      ;;
    init)
      if [[ $cur == -* ]]; then
        _k2doctor_offer -h --help -f --file -p --project-name --project-directory --profile --env-file -H --host -c --context --config -V --version
      else
        :
      fi
      ;;
    completion)
      if [[ $cur == -* ]]; then
        _k2doctor_offer -h --help -f --file -p --project-name --project-directory --profile --env-file -H --host -c --context --config -V --version
      else
        _k2doctor_offer bash zsh fish
      fi
      ;;
    help)
      if [[ $cur == -* ]]; then
        _k2doctor_offer -f --file -p --project-name --project-directory --profile --env-file -H --host -c --context --config -V --version -h --help
      else
        :
      fi
      ;;
  esac
}

complete -F _k2doctor k2doctor
