# Completion of k2doctor for fish. Load it with: k2doctor completion fish | source

# The words typed so far, less options and their values: the command, then its arguments.
function __k2doctor_words
    set -l skip 0
    for word in (commandline -opc)[2..]
        if test $skip = 1
            set skip 0
        else if contains -- $word -f --file -p --project-name --project-directory --profile --env-file -H --host -c --context --config --fail-on --require --only --skip --format --output --color --master --timeout --sample --compare --from --baseline --cluster
            set skip 1
        else if not string match -q -- '-*' $word
            echo $word
        end
    end
end

function __k2doctor_command
    set -l words (__k2doctor_words)
    test (count $words) -gt 0; and contains -- $words[1] $argv
end

function __k2doctor_no_command
    test (count (__k2doctor_words)) -eq 0
end

# Services of the project that the flags typed so far name.
function __k2doctor_services
    set -l project
    set -l words (commandline -opc)
    for at in (seq 2 (math (count $words) - 1))
        if contains -- $words[$at] -f --file -p --project-name --project-directory --profile --env-file -H --host -c --context --config
            set -a project $words[$at] $words[(math $at + 1)]
        end
    end
    k2doctor $project config --services 2>/dev/null
end

complete -c k2doctor -f
complete -c k2doctor -s f -l file -r -F -d 'compose file, repeatable; - reads standard input'
complete -c k2doctor -s p -l project-name -x -d 'name of the Compose project'
complete -c k2doctor -l project-directory -x -a '(__fish_complete_directories)' -d 'folder that relative paths start from'
complete -c k2doctor -l profile -x -d 'profile to enable, repeatable'
complete -c k2doctor -l env-file -r -F -d 'file of variables instead of .env, repeatable'
complete -c k2doctor -s H -l host -x -d 'Docker engine to ask, as in DOCKER_HOST'
complete -c k2doctor -s c -l context -x -d 'Docker context to use'
complete -c k2doctor -l config -r -F -d 'settings file, instead of the nearest .k2doctor.yml'
complete -c k2doctor -s V -l version -d 'output the version number'
complete -c k2doctor -s h -l help -d 'display help for command'
complete -c k2doctor -n __k2doctor_no_command -a check -d 'Look at file, containers and Spark; say what is ill, why, and what heals it.'
complete -c k2doctor -n __k2doctor_no_command -a snapshot -d 'Collect the evidence, redact it, print it as JSON.'
complete -c k2doctor -n __k2doctor_no_command -a fix -d 'Print only the commands that heal, one a line, safe to pipe into sh.'
complete -c k2doctor -n __k2doctor_no_command -a demo -d 'Run check on the built-in incident; needs no Docker.'
complete -c k2doctor -n __k2doctor_no_command -a config -d 'Print the resolved project, as docker compose config does; values are shown.'
complete -c k2doctor -n __k2doctor_no_command -a explain -d 'Explain a rule: what it means, how it was proven, what heals it.'
complete -c k2doctor -n __k2doctor_no_command -a simulate -d 'Play a cluster with the rules of Spark\'s own master: who gets what, where, and why somebody waits.'
complete -c k2doctor -n __k2doctor_no_command -a rules -d 'List the rules.'
complete -c k2doctor -n __k2doctor_no_command -a render -d 'Print a saved report in another format.'
complete -c k2doctor -n __k2doctor_no_command -a init -d 'Write a commented .k2doctor.yml for this project; never over one that is there.'
complete -c k2doctor -n __k2doctor_no_command -a completion -d 'Print the completion script of a shell.'
complete -c k2doctor -n __k2doctor_no_command -a help -d 'display help for command'
complete -c k2doctor -n '__k2doctor_command check' -l fail-on -x -a 'critical warning info never' -d 'lowest severity that makes exit code 1'
complete -c k2doctor -n '__k2doctor_command check' -l require -x -a 'compose docker container-processes container-logs container-stats engine-events mounted-files spark-master spark-workers spark-drivers' -d 'evidence whose absence makes exit code 3, repeatable'
complete -c k2doctor -n '__k2doctor_command check' -l only -x -a 'capacity/cores-used capacity/host-overcommitted capacity/low-headroom capacity/over-subscribed cluster/application-removed cluster/driver-orphaned cluster/ghost-worker cluster/no-alive-workers cluster/worker-not-registered config/contradicting-flags config/data-path-not-shared config/event-log-mismatch config/interpolation-surprise config/local-master-in-cluster-stack config/setting-ignored-in-standalone config/suppression-expired config/suppression-unused config/variable-not-read-by-image cpu/image-emulated-architecture cpu/worker-cores-exceed-cpu-limit cpu/worker-cpu-busy cpu/worker-size-autodetected cpu/worker-size-malformed drift/image-stale drift/mounted-file-newer-than-process drift/orphan-container drift/recreate-without-difference drift/service-not-running drift/stale-attribute drift/stale-command drift/stale-environment drift/stale-limits drift/worker-size-stale image/python-minor-mismatch image/spark-build-mismatch lifecycle/container-logs-unbounded lifecycle/daemonised-entrypoint lifecycle/healthcheck-cannot-run lifecycle/image-unavailable-or-frozen lifecycle/no-restart-policy lifecycle/work-dir-growing lifecycle/worker-gave-up-on-master lifecycle/worker-heartbeat-lost lifecycle/workers-follow-old-master memory/container-oom-killed memory/engine-vm-too-small memory/executor-sigkilled memory/exit-137-not-oom memory/heap-below-minimum memory/jvm-heap-exhausted memory/worker-memory-near-limit memory/worker-memory-vs-container-limit network/broker-advertises-localhost network/driver-on-unshared-network network/executors-cannot-reach-driver network/host-port-clash network/injected-port-variable network/master-bound-to-other-address network/master-url-unreachable network/ui-address-unusable scheduling/application-waiting scheduling/cluster-driver-failed scheduling/cluster-drivers-starve-apps scheduling/cores-max-below-executor-cores scheduling/cores-max-unset scheduling/driver-cannot-be-placed scheduling/dynamic-allocation-unbacked scheduling/executor-larger-than-any-worker scheduling/free-cores-but-memory-full scheduling/greedy-application scheduling/idle-executors-kept security/master-exposed security/rpc-secret-mismatch' -d 'judge by this rule alone, repeatable'
complete -c k2doctor -n '__k2doctor_command check' -l skip -x -a 'capacity/cores-used capacity/host-overcommitted capacity/low-headroom capacity/over-subscribed cluster/application-removed cluster/driver-orphaned cluster/ghost-worker cluster/no-alive-workers cluster/worker-not-registered config/contradicting-flags config/data-path-not-shared config/event-log-mismatch config/interpolation-surprise config/local-master-in-cluster-stack config/setting-ignored-in-standalone config/suppression-expired config/suppression-unused config/variable-not-read-by-image cpu/image-emulated-architecture cpu/worker-cores-exceed-cpu-limit cpu/worker-cpu-busy cpu/worker-size-autodetected cpu/worker-size-malformed drift/image-stale drift/mounted-file-newer-than-process drift/orphan-container drift/recreate-without-difference drift/service-not-running drift/stale-attribute drift/stale-command drift/stale-environment drift/stale-limits drift/worker-size-stale image/python-minor-mismatch image/spark-build-mismatch lifecycle/container-logs-unbounded lifecycle/daemonised-entrypoint lifecycle/healthcheck-cannot-run lifecycle/image-unavailable-or-frozen lifecycle/no-restart-policy lifecycle/work-dir-growing lifecycle/worker-gave-up-on-master lifecycle/worker-heartbeat-lost lifecycle/workers-follow-old-master memory/container-oom-killed memory/engine-vm-too-small memory/executor-sigkilled memory/exit-137-not-oom memory/heap-below-minimum memory/jvm-heap-exhausted memory/worker-memory-near-limit memory/worker-memory-vs-container-limit network/broker-advertises-localhost network/driver-on-unshared-network network/executors-cannot-reach-driver network/host-port-clash network/injected-port-variable network/master-bound-to-other-address network/master-url-unreachable network/ui-address-unusable scheduling/application-waiting scheduling/cluster-driver-failed scheduling/cluster-drivers-starve-apps scheduling/cores-max-below-executor-cores scheduling/cores-max-unset scheduling/driver-cannot-be-placed scheduling/dynamic-allocation-unbacked scheduling/executor-larger-than-any-worker scheduling/free-cores-but-memory-full scheduling/greedy-application scheduling/idle-executors-kept security/master-exposed security/rpc-secret-mismatch' -d 'leave this rule out, repeatable'
complete -c k2doctor -n '__k2doctor_command check' -l format -x -a 'github gitlab html json junit markdown prometheus sarif text' -d 'format of the report on standard output'
complete -c k2doctor -n '__k2doctor_command check' -l output -x -a 'github= gitlab= html= json= junit= markdown= prometheus= sarif= text=' -d 'write the report in another format to a file, repeatable'
complete -c k2doctor -n '__k2doctor_command check' -l color -x -a 'auto always never' -d 'colour the report'
complete -c k2doctor -n '__k2doctor_command check' -l show-suppressed -d 'show what was silenced by comment, settings or baseline, and why'
complete -c k2doctor -n '__k2doctor_command check' -s q -l quiet -d 'only the verdict and the fix'
complete -c k2doctor -n '__k2doctor_command check' -s v -l verbose -d 'show where every value comes from'
complete -c k2doctor -n '__k2doctor_command check' -l master -x -d 'Spark master: http://host:8080 or spark://host:7077, repeatable'
complete -c k2doctor -n '__k2doctor_command check' -l timeout -x -d 'limit for the whole run'
complete -c k2doctor -n '__k2doctor_command check' -l sample -x -d 'measure processor use over this many seconds'
complete -c k2doctor -n '__k2doctor_command check' -l patient -d 'read every source and wait for it, as long as --timeout allows'
complete -c k2doctor -n '__k2doctor_command check' -l offline -d 'read the compose files alone: will it fit?'
complete -c k2doctor -n '__k2doctor_command check' -l compare -r -F -d 'with --offline: show what changes against this compose file'
complete -c k2doctor -n '__k2doctor_command check' -l from -r -F -d 'replay a saved snapshot instead of looking'
complete -c k2doctor -n '__k2doctor_command check' -l baseline -r -F -d 'known findings: only what is new fails'
complete -c k2doctor -n '__k2doctor_command check' -l write-baseline -d 'write the findings down as known'
complete -c k2doctor -n '__k2doctor_command check' -l strict -d 'silence nothing: no comment, no settings, no baseline'
complete -c k2doctor -n '__k2doctor_command check' -a '(__k2doctor_services)'
complete -c k2doctor -n '__k2doctor_command snapshot' -l master -x -d 'Spark master: http://host:8080 or spark://host:7077, repeatable'
complete -c k2doctor -n '__k2doctor_command snapshot' -l timeout -x -d 'limit for the whole run'
complete -c k2doctor -n '__k2doctor_command snapshot' -l sample -x -d 'measure processor use over this many seconds'
complete -c k2doctor -n '__k2doctor_command fix' -l master -x -d 'Spark master: http://host:8080 or spark://host:7077, repeatable'
complete -c k2doctor -n '__k2doctor_command fix' -l timeout -x -d 'limit for the whole run'
complete -c k2doctor -n '__k2doctor_command fix' -l sample -x -d 'measure processor use over this many seconds'
complete -c k2doctor -n '__k2doctor_command fix' -l patient -d 'read every source and wait for it, as long as --timeout allows'
complete -c k2doctor -n '__k2doctor_command fix' -l from -r -F -d 'work on a saved snapshot'
complete -c k2doctor -n '__k2doctor_command demo' -l fail-on -x -a 'critical warning info never' -d 'lowest severity that makes exit code 1'
complete -c k2doctor -n '__k2doctor_command demo' -l require -x -a 'compose docker container-processes container-logs container-stats engine-events mounted-files spark-master spark-workers spark-drivers' -d 'evidence whose absence makes exit code 3, repeatable'
complete -c k2doctor -n '__k2doctor_command demo' -l only -x -a 'capacity/cores-used capacity/host-overcommitted capacity/low-headroom capacity/over-subscribed cluster/application-removed cluster/driver-orphaned cluster/ghost-worker cluster/no-alive-workers cluster/worker-not-registered config/contradicting-flags config/data-path-not-shared config/event-log-mismatch config/interpolation-surprise config/local-master-in-cluster-stack config/setting-ignored-in-standalone config/suppression-expired config/suppression-unused config/variable-not-read-by-image cpu/image-emulated-architecture cpu/worker-cores-exceed-cpu-limit cpu/worker-cpu-busy cpu/worker-size-autodetected cpu/worker-size-malformed drift/image-stale drift/mounted-file-newer-than-process drift/orphan-container drift/recreate-without-difference drift/service-not-running drift/stale-attribute drift/stale-command drift/stale-environment drift/stale-limits drift/worker-size-stale image/python-minor-mismatch image/spark-build-mismatch lifecycle/container-logs-unbounded lifecycle/daemonised-entrypoint lifecycle/healthcheck-cannot-run lifecycle/image-unavailable-or-frozen lifecycle/no-restart-policy lifecycle/work-dir-growing lifecycle/worker-gave-up-on-master lifecycle/worker-heartbeat-lost lifecycle/workers-follow-old-master memory/container-oom-killed memory/engine-vm-too-small memory/executor-sigkilled memory/exit-137-not-oom memory/heap-below-minimum memory/jvm-heap-exhausted memory/worker-memory-near-limit memory/worker-memory-vs-container-limit network/broker-advertises-localhost network/driver-on-unshared-network network/executors-cannot-reach-driver network/host-port-clash network/injected-port-variable network/master-bound-to-other-address network/master-url-unreachable network/ui-address-unusable scheduling/application-waiting scheduling/cluster-driver-failed scheduling/cluster-drivers-starve-apps scheduling/cores-max-below-executor-cores scheduling/cores-max-unset scheduling/driver-cannot-be-placed scheduling/dynamic-allocation-unbacked scheduling/executor-larger-than-any-worker scheduling/free-cores-but-memory-full scheduling/greedy-application scheduling/idle-executors-kept security/master-exposed security/rpc-secret-mismatch' -d 'judge by this rule alone, repeatable'
complete -c k2doctor -n '__k2doctor_command demo' -l skip -x -a 'capacity/cores-used capacity/host-overcommitted capacity/low-headroom capacity/over-subscribed cluster/application-removed cluster/driver-orphaned cluster/ghost-worker cluster/no-alive-workers cluster/worker-not-registered config/contradicting-flags config/data-path-not-shared config/event-log-mismatch config/interpolation-surprise config/local-master-in-cluster-stack config/setting-ignored-in-standalone config/suppression-expired config/suppression-unused config/variable-not-read-by-image cpu/image-emulated-architecture cpu/worker-cores-exceed-cpu-limit cpu/worker-cpu-busy cpu/worker-size-autodetected cpu/worker-size-malformed drift/image-stale drift/mounted-file-newer-than-process drift/orphan-container drift/recreate-without-difference drift/service-not-running drift/stale-attribute drift/stale-command drift/stale-environment drift/stale-limits drift/worker-size-stale image/python-minor-mismatch image/spark-build-mismatch lifecycle/container-logs-unbounded lifecycle/daemonised-entrypoint lifecycle/healthcheck-cannot-run lifecycle/image-unavailable-or-frozen lifecycle/no-restart-policy lifecycle/work-dir-growing lifecycle/worker-gave-up-on-master lifecycle/worker-heartbeat-lost lifecycle/workers-follow-old-master memory/container-oom-killed memory/engine-vm-too-small memory/executor-sigkilled memory/exit-137-not-oom memory/heap-below-minimum memory/jvm-heap-exhausted memory/worker-memory-near-limit memory/worker-memory-vs-container-limit network/broker-advertises-localhost network/driver-on-unshared-network network/executors-cannot-reach-driver network/host-port-clash network/injected-port-variable network/master-bound-to-other-address network/master-url-unreachable network/ui-address-unusable scheduling/application-waiting scheduling/cluster-driver-failed scheduling/cluster-drivers-starve-apps scheduling/cores-max-below-executor-cores scheduling/cores-max-unset scheduling/driver-cannot-be-placed scheduling/dynamic-allocation-unbacked scheduling/executor-larger-than-any-worker scheduling/free-cores-but-memory-full scheduling/greedy-application scheduling/idle-executors-kept security/master-exposed security/rpc-secret-mismatch' -d 'leave this rule out, repeatable'
complete -c k2doctor -n '__k2doctor_command demo' -l format -x -a 'github gitlab html json junit markdown prometheus sarif text' -d 'format of the report on standard output'
complete -c k2doctor -n '__k2doctor_command demo' -l output -x -a 'github= gitlab= html= json= junit= markdown= prometheus= sarif= text=' -d 'write the report in another format to a file, repeatable'
complete -c k2doctor -n '__k2doctor_command demo' -l color -x -a 'auto always never' -d 'colour the report'
complete -c k2doctor -n '__k2doctor_command demo' -l show-suppressed -d 'show what was silenced by comment, settings or baseline, and why'
complete -c k2doctor -n '__k2doctor_command demo' -s q -l quiet -d 'only the verdict and the fix'
complete -c k2doctor -n '__k2doctor_command demo' -s v -l verbose -d 'show where every value comes from'
complete -c k2doctor -n '__k2doctor_command config' -l format -x -a 'json' -d 'output format'
complete -c k2doctor -n '__k2doctor_command config' -l services -d 'print the names of the services, one a line'
complete -c k2doctor -n '__k2doctor_command config' -l explain -d 'show k2doctor\'s own settings, and where each one comes from'
complete -c k2doctor -n '__k2doctor_command explain' -a 'capacity/cores-used capacity/host-overcommitted capacity/low-headroom capacity/over-subscribed cluster/application-removed cluster/driver-orphaned cluster/ghost-worker cluster/no-alive-workers cluster/worker-not-registered config/contradicting-flags config/data-path-not-shared config/event-log-mismatch config/interpolation-surprise config/local-master-in-cluster-stack config/setting-ignored-in-standalone config/suppression-expired config/suppression-unused config/variable-not-read-by-image cpu/image-emulated-architecture cpu/worker-cores-exceed-cpu-limit cpu/worker-cpu-busy cpu/worker-size-autodetected cpu/worker-size-malformed drift/image-stale drift/mounted-file-newer-than-process drift/orphan-container drift/recreate-without-difference drift/service-not-running drift/stale-attribute drift/stale-command drift/stale-environment drift/stale-limits drift/worker-size-stale image/python-minor-mismatch image/spark-build-mismatch lifecycle/container-logs-unbounded lifecycle/daemonised-entrypoint lifecycle/healthcheck-cannot-run lifecycle/image-unavailable-or-frozen lifecycle/no-restart-policy lifecycle/work-dir-growing lifecycle/worker-gave-up-on-master lifecycle/worker-heartbeat-lost lifecycle/workers-follow-old-master memory/container-oom-killed memory/engine-vm-too-small memory/executor-sigkilled memory/exit-137-not-oom memory/heap-below-minimum memory/jvm-heap-exhausted memory/worker-memory-near-limit memory/worker-memory-vs-container-limit network/broker-advertises-localhost network/driver-on-unshared-network network/executors-cannot-reach-driver network/host-port-clash network/injected-port-variable network/master-bound-to-other-address network/master-url-unreachable network/ui-address-unusable scheduling/application-waiting scheduling/cluster-driver-failed scheduling/cluster-drivers-starve-apps scheduling/cores-max-below-executor-cores scheduling/cores-max-unset scheduling/driver-cannot-be-placed scheduling/dynamic-allocation-unbacked scheduling/executor-larger-than-any-worker scheduling/free-cores-but-memory-full scheduling/greedy-application scheduling/idle-executors-kept security/master-exposed security/rpc-secret-mismatch'
complete -c k2doctor -n '__k2doctor_command simulate' -l cluster -r -F -d 'scenario to play, one JSON object or one a line; - reads standard input'
complete -c k2doctor -n '__k2doctor_command simulate' -l format -x -a 'text json' -d 'output format'
complete -c k2doctor -n '__k2doctor_command rules' -l format -x -a 'text json' -d 'output format'
complete -c k2doctor -n '__k2doctor_command render' -l format -x -a 'github gitlab html json junit markdown prometheus sarif text' -d 'format of the report on standard output'
complete -c k2doctor -n '__k2doctor_command render' -l output -x -a 'github= gitlab= html= json= junit= markdown= prometheus= sarif= text=' -d 'write the report in another format to a file, repeatable'
complete -c k2doctor -n '__k2doctor_command render' -l color -x -a 'auto always never' -d 'colour the report'
complete -c k2doctor -n '__k2doctor_command render' -l show-suppressed -d 'show what was silenced by comment, settings or baseline, and why'
complete -c k2doctor -n '__k2doctor_command render' -s q -l quiet -d 'only the verdict and the fix'
complete -c k2doctor -n '__k2doctor_command render' -s v -l verbose -d 'show where every value comes from'
complete -c k2doctor -n '__k2doctor_command render' -l from -r -F -d 'what --format json printed; - reads standard input'
complete -c k2doctor -n '__k2doctor_command completion' -a 'bash zsh fish'
