/**
 * The lines of Spark that mean something, by the name rules know them by. Patterns look at the message alone, unanchored:
 * images change the layout (wording of 2.4 to 4.3, Spark's sources; every pattern was met in a real log or built from the format string).
 * Quantifiers are bounded or cannot overlap, so that a line costs time in proportion to its length.
 */
export const MARKS = {
  // Driver
  'no-resources': /Initial job has not accepted any resources; check your cluster UI/,
  'connecting-to-master': /Connecting to master (spark:\/\/\S+?)\.{3}/,
  'master-connect-failed': /Failed to connect to master (\S+)/,
  'app-id': /Connected to Spark cluster with app ID (\S+)/,
  'application-killed': /Application has been killed\. Reason: (.*)/,
  'no-master': /All masters are unresponsive! Giving up/,
  'master-lost': /Connection to (\S+) failed; waiting for master to reconnect|Disconnected from Spark cluster! Waiting for reconnection/,
  'master-changed': /Master has changed, new master is at (\S+)/,
  'executor-added': /Executor added: (\S+)\/(\d+) on (\S+) \((\S+)\) with (\d+) core\(s\)/,
  'executor-granted': /Granted executor ID (\S+)\/(\d+) on hostPort (\S+) with (\d+) core\(s\), ([\d.]+ [KMGTPE]?i?B) RAM/,
  'executor-updated': /Executor updated: (\S+)\/(\d+) is now (LAUNCHING|RUNNING|KILLED|FAILED|LOST|EXITED|DECOMMISSIONED)(?: \((.*)\))?/,
  'executor-removed': /Executor (\S+)\/(\d+) removed: (.*)/,
  'executor-registered': /Registered executor .*\bwith ID (\d+)/,
  'executor-lost': /Lost executor (\S+) on (\S+?): (.*)/,
  'executor-heartbeat-lost': /Removing executor (\S+) with no recent heartbeats: (\d+) ms exceeds timeout (\d+) ms/,
  'executor-lost-failure': /ExecutorLostFailure \(executor (\S+) exited (caused by one of the running tasks|unrelated to the running tasks)\)(?: Reason: (.*))?/,
  'exit-code': /Command exited with code (-?\d+)/,
  'task-lost': /Lost task (\d+)\.(\d+) in stage (\d+)\.(\d+) \(TID (\d+)[,)]/,
  'task-aborted': /Task (\d+) in stage (\S+) failed (\d+) times; aborting job/,
  'job-aborted': /Job aborted due to stage failure|has failed the maximum allowable number of times/,
  'worker-removed-by-master': /Master removed worker (\S+): (.*)|Worker (\S+) removed: (.*)/,
  'indivisible-cores': /Total executor cores: (\d+) is not divisible by cores per executor: (\d+), the left cores: (\d+) will not be allocated/,
  'dynamic-allocation-without-cores': /Dynamic allocation enabled without spark\.executor\.cores explicitly set/,
  'port-busy': /Service '?(\w+)'? could not bind on port (\d+)\. Attempting port (\d+)/,
  'service-port': /Successfully started service '(\w+)' on port (\d+)/,
  'loopback-hostname': /Your hostname, (\S+?),? resolves to a loopback address/,
  'spark-version': /Running Spark version (\S+)/,
  'submitted-application': /Submitted application: (.*)/,
  'falling-behind': /Current batch is falling behind\. The trigger interval is (\d+) milliseconds, but spent (\d+) milliseconds/,
  'stream-progress': /Streaming query made progress: \{/,
  'stream-idle': /Streaming query has been idle and waiting for new data more than (\d+) ms/,
  'stream-failed': /Query (.{0,500}?)\[id = ([0-9a-f-]+), runId = ([0-9a-f-]+)\] terminated with error/,
  'stream-log-conflict': /Concurrent update to the log|CONCURRENT_STREAM_LOG_UPDATE|Multiple streaming queries are concurrently using/,
  'offsets-gone': /OffsetOutOfRange|Some data may have been lost|KAFKA_DATA_LOSS/,
  'broker-unreachable': /Connection to node (-?\d+) \((\S+?)\) could not be established/,
  'shuffle-service-missing': /Dynamic allocation of executors requires/,
  'python-clash': /Python in worker has different version (\S+) than that in driver ([\d.]+)|PYTHON_VERSION_MISMATCH/,
  'python-worker-crashed': /Python worker exited unexpectedly/,
  'bad-url': /Invalid (?:master|Spark) URL: (\S+)/,
  'memory-below-minimum': /(Executor|System) memory (\S+) must be at least (\d+)/,
  'driver-state': /State of (driver-\S+) is (\w+)/,
  // Any process
  'version-clash': /InvalidClassException: (\S+?); local class incompatible(?:: stream classdesc serialVersionUID = (-?\d+), local class serialVersionUID = (-?\d+))?/,
  'out-of-memory':
    /java\.lang\.OutOfMemoryError(?:: (.*))?|os::commit_memory.*errno=12|insufficient memory for the Java Runtime Environment|Cannot allocate memory/,
  'heap-refused': /Invalid maximum heap size|Could not create the Java Virtual Machine/,
  'unknown-host': /UnknownHostException: (\S+)/,
  'connect-failed': /Failed to connect to ([^\s/]+)\/(<unresolved>|[\d.]+):(\d+)/,
  'connection-refused': /Connection refused|Connection timed out|No route to host|Cannot receive any reply from (\S+) in \d+ seconds/,
  'no-space': /No space left on device/,
  'illegal-access': /IllegalAccessError: (.*)/,
  'permission-denied': /Permission denied|AccessDeniedException: (\S+)|Mkdirs failed to create (\S+)/,
  'authentication-failed': /Authentication failed|SaslException: (.*)|Expected SaslMessage, received something else/,
  'program-missing': /Cannot run program "([^"]{1,500})"/,
  'file-missing': /\[PATH_NOT_FOUND\] (.*)|FileNotFoundException: (.*)|NoSuchFileException: (\S+)|Path does not exist: (\S+)/,
  'class-missing': /ClassNotFoundException: (\S+)|NoClassDefFoundError: (\S+)/,
  'login-without-name': /LoginException: .{0,200}invalid null input: name/,
  'no-number': /NumberFormatException: For input string: "([^"]{0,200})"/,
  'port-no-number': /NumberFormatException: For input string: "(tcp:\/\/[^"]*)"/,
  // Executor
  'connecting-to-driver': /Connecting to driver: (spark:\/\/CoarseGrainedScheduler@\S+)/,
  'driver-unreachable': /Cannot register with driver: (\S+)/,
  'driver-gone': /Driver (\S+) disassociated! Shutting down/,
  'heartbeats-failed': /Exit as unable to send heartbeats to driver/,
  // Worker
  'worker-start': /Starting Spark worker (\S+):(\d+) with (\d+) cores, ([\d.]+ [KMGTPE]?i?B) RAM/,
  'worker-retry': /Retrying connection to master \(attempt # (\d+)\)/,
  'worker-registered': /Successfully registered with master (\S+)/,
  'worker-registration-failed': /Worker registration failed: (.*)/,
  'worker-duplicate': /Duplicate registration at master/,
  'worker-master-lost': /Connection to master failed! Waiting for master to reconnect/,
  'worker-decommissioned': /Decommission worker (\S+)\./,
  'worker-invalid-master': /Invalid Master \((\S+)\) attempted to launch executor/,
  'worker-memory-unit': /Memory is below 1MB, or missing a M\/G/,
  'executor-asked': /Asked to launch executor (\S+)\/(\d+) for (.*)/,
  'executor-command': /Launch command: (.*)/,
  'executor-finished': /(Unknown )?Executor (\S+)\/(\d+) finished with state (KILLED|FAILED|LOST|EXITED)(?: message (.*?))?(?: exitStatus (-?\d+))?\s*$/,
  'executor-kill-asked': /Asked to kill (?:unknown )?executor (\S+)/,
  'executor-run-failed': /Error running executor/,
  'executor-launch-failed': /Failed to launch executor (\S+)\/(\d+) for/,
  'directory-failed': /Failed to create (?:work )?directory/,
  'driver-asked': /Asked to launch driver (\S+)/,
  'driver-failed': /Driver (\S+) (failed with unrecoverable exception|exited with failure)/,
  'peer-disassociated': /(\S+) Disassociated !/,
  // Master
  'master-start': /Starting Spark master at (spark:\/\/\S+)/,
  'master-elected': /I have been elected leader! New state: (\w+)/,
  'master-recovered': /Recovery complete/,
  'master-recovering': /Trying to recover (app|worker): (\S+)/,
  'master-revoked': /Leadership has been revoked -- master shutting down/,
  'master-rest-authentication': /RestSubmissionServer does not support authentication/,
  'worker-registering': /Registering worker (\S+):(\d+) with (\d+) cores, ([\d.]+ [KMGTPE]?i?B) RAM/,
  'worker-reregistering': /Attempted to re-register worker at same address/,
  'worker-unregistered-heartbeat': /Got heartbeat from unregistered worker (\S+?)\.? (Asking it to re-register|This worker was never registered)/,
  'worker-timed-out': /Removing (worker-\S+) because we got no heartbeat in (\d+) (seconds|ms)/,
  'worker-removed': /Removing worker (\S+) on (\S+):(\d+)/,
  'worker-loss-told': /Telling app of lost worker/,
  'address-disassociated': /(\S+:\d+) got disassociated, removing it/,
  'app-registered': /Registered app (.*) with ID (\S+)$/,
  'app-unregistering': /Received unregister request from application (\S+)/,
  'app-removed': /Removing app (\S+)/,
  'app-failed': /Application (.*) with ID (\S+) failed (\d+) times; removing it/,
  'app-scheduling': /Start scheduling for app (\S+) with rpId: (\d+)/,
  'too-large': /(App|Driver) (\S+) requires more resource than any of Workers could have/,
  'executor-launching': /Launching executor (\S+)\/(\d+) on worker (\S+)/,
  'executor-removing': /Removing executor (\S+)\/(\d+) because it is (\w+)/,
} as const satisfies Readonly<Record<string, RegExp>>;

/** Kinds of which the newest ones are kept with time and captures: rules count them by application, executor or time. */
export const COUNTED: ReadonlySet<string> = new Set<MarkName>([
  'executor-finished',
  'executor-updated',
  'executor-lost',
  'executor-registered',
  'task-lost',
  'falling-behind',
  'app-registered',
  'app-removed',
  'app-failed',
  'worker-registering',
  'worker-removed',
  'worker-timed-out',
  'worker-start',
  'master-elected',
]);

/** Names of the lines that are recognised: keys of `marks` in the evidence. */
export type MarkName = keyof typeof MARKS;

export interface Recognised {
  readonly name: MarkName;
  readonly captures: readonly string[];
}

/**
 * Of each alternative of each pattern a piece that stands in the line as it stands in the pattern. None of them begins
 * within another, so that one look finds all of a line, and only the patterns of these are tried and compiled: of a hundred, a log needs a dozen.
 */
export const PIECES =
  /Initial job|Connecting to master|Failed to|Connected to Spark|Application|All masters|Connection|Disconnected from|Master has|Executor added|Granted executor|Executor updated| removed:|Registered executor|Lost executor|Removing|LostFailure|Command exited|Lost task| aborting job|Job aborted| maximum allow|Master removed wo|Total executor|Dynamic allocation| could not b|Successfully| loopback|Running Spark|Submitted|Current batch|Streaming query| terminated|Concurrent update|CONCURRENT_|Multiple stream|OffsetOut|Some data|KAFKA_|Python|PYTHON_|Invalid| must be at|State of|Exception|Error|commit_mem|insufficient|Cannot|Could not|No route|No space|Permission|Mkdirs|Authentication|Expected|PATH_NOT_|Path does|Connecting to driver| disassociated|Disassociated|Exit as|Starting Spark|Retrying|Worker registration|Duplicate|Decommission|Memory is|Asked to|Launch command| finished| unrecoverable| with failure|I have been|Recovery complete|Trying to|Leadership|RestSubmission|Registering worker|Attempted|Got heartbeat|Telling app|Registered app|Received unregister|Start scheduling| requires more|Launching executor/g;
const LONGEST = 4096;

/** Can any line of this text be recognised? */
export const maySpeak = (text: string): boolean => text.search(PIECES) !== -1;

/** All marks of one line; usually none. */
export function recognise(line: string): readonly Recognised[] {
  const message = line.length > LONGEST ? line.slice(0, LONGEST) : line;
  const pieces = message.match(PIECES);
  if (pieces === null || isMute(message)) return [];
  const names = [...new Set(pieces.flatMap(namesWith))].sort((a, b) => NAMES.indexOf(a) - NAMES.indexOf(b));
  return names.flatMap((name) => {
    const match = MARKS[name].exec(message);
    return match === null ? [] : [{ name, captures: match.slice(1).filter((capture) => (capture as string | undefined) !== undefined) }];
  });
}

const NAMES = Object.keys(MARKS) as MarkName[]; // Its keys are the names.
const byPiece = new Map<string, readonly MarkName[]>();

function namesWith(piece: string): readonly MarkName[] {
  const names = byPiece.get(piece) ?? NAMES.filter((name) => MARKS[name].source.includes(piece));
  byPiece.set(piece, names);
  return names;
}

/** Tables of a console sink, frames of a stack, lines within a JSON object: a large part of many logs, and none of them speaks. */
function isMute(line: string): boolean {
  const said = line.trimStart();
  return '|+'.includes(said.charAt(0)) || line.startsWith('\tat ') || (line.length - said.length > 1 && '"}]{'.includes(said.charAt(0)));
}
