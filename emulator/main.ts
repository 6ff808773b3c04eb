import { parseArgs } from 'node:util';
import { startControl } from './control';
import { faultKinds, type EventFaults, type Fault, type FaultKind } from './faults';
import { readings, otherReadings, readingsFrom } from './readings';
import { startEmulator } from './server';

const HELP = `Emulates the Lockt Cloud API on this computer, with a building that lives.

  npm run emulator -- [options]

Where it listens (always on 127.0.0.1)
  --port N           port of the API (default 8080; 0 takes any free one)
  --control-port N   port on which it is moved while it runs (default: any free one)
  --https            serve https with a self-made certificate

The building
  --seed N           same seed, same building (default 1)
  --rate N           events per second, e.g. 0.5 (default 0.2)
  --doors N          how many doors (default 24)
  --users N          how many users (default 60)
  --history N        how many events lie in the past (default 200); the newest 5,000 can be read
  --zone NAME        the site's time zone (default America/New_York)

How strict it is
  --batch-limit N    records per call (default 100)
  --write-ms N       how long a write takes; another POST meanwhile is refused (default 5)

What the vendor's text leaves open; may be given several times
  --reading random:SEED    a choice for each, the same for the same seed; it prints them
  --reading NAME=CHOICE
${Object.entries(readings)
	.map(([name, choices]) => `    ${name.padEnd(15)} ${choices.join(' | ')}`)
	.join('\n')}

What goes wrong; may be given several times
  --fault KIND[*TIMES][@SHARE][:MS]   e.g. status503*3, cut@0.2, slow:2000
    ${faultKinds.join(' ').replace(/(.{60,80}) /g, '$1\n    ')}
  --late SHARE:MS    so many of the events, 0 to 1, show late by so many milliseconds
  --shuffled         events come in no order
  --doubled          events come twice

  --help             show this
`;

const number = { type: 'string' } as const;

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { ...number, default: '8080' },
			'control-port': { ...number, default: '0' },
			https: { type: 'boolean', default: false },
			seed: number,
			rate: { ...number, default: '0.2' },
			doors: number,
			users: number,
			history: number,
			zone: { type: 'string' },
			'batch-limit': number,
			'write-ms': number,
			reading: { type: 'string', multiple: true, default: [] },
			fault: { type: 'string', multiple: true, default: [] },
			late: { type: 'string' },
			shuffled: { type: 'boolean', default: false },
			doubled: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) {
		process.stdout.write(HELP);
		return;
	}
	const emulator = await startEmulator({
		port: numberOf('port', values.port),
		https: values.https,
		seed: numberOf('seed', values.seed),
		rate: numberOf('rate', values.rate),
		doors: numberOf('doors', values.doors),
		users: numberOf('users', values.users),
		history: numberOf('history', values.history),
		timezone: values.zone,
		batchLimit: numberOf('batch-limit', values['batch-limit']),
		writeMs: numberOf('write-ms', values['write-ms']),
		readings: readingsFrom(values.reading),
		faults: values.fault.map(faultOf),
		eventFaults: {
			...lateOf(values.late),
			shuffled: values.shuffled,
			doubled: values.doubled,
		},
	});
	const control = await startControl(emulator, numberOf('control-port', values['control-port']));
	const { credential, building } = emulator;
	console.log(`Lockt emulator: ${building.doors.size} doors, ${building.users.size} users`);
	console.log(`  Base URL  ${credential.baseUrl}`);
	console.log(`  API User  ${credential.apiUser}`);
	console.log(`  API Key   ${credential.apiKey}`);
	console.log(`  Control   ${control.url}`);
	for (const [name, choice] of otherReadings(emulator.readings)) {
		console.log(`  Reading   ${name}=${choice}`);
	}
	console.log('Ctrl-C stops it.');
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => void Promise.all([emulator.stop(), control.stop()]));
	}
}

function faultOf(text: string): Fault {
	const [, kind, times, share, ms] =
		/^(\w+?)(?:\*(\d+))?(?:@([\d.]+))?(?::(\d+))?$/.exec(text) ?? [];
	if (!kind || !faultKinds.includes(kind as FaultKind)) {
		throw new Error(`--fault takes KIND[*TIMES][@SHARE][:MS], not '${text}'. See --help.`);
	}
	return {
		kind: kind as FaultKind,
		...(times && { times: Number(times) }),
		...(share && { share: Number(share) }),
		...(ms && { ms: Number(ms) }),
	};
}

function lateOf(text: string | undefined): Partial<EventFaults> {
	if (text === undefined) return {};
	const [, share, ms] = /^([\d.]+):(\d+)$/.exec(text) ?? [];
	if (!share || !ms) throw new Error(`--late takes SHARE:MS, not '${text}'. See --help.`);
	return { lateShare: Number(share), lateMs: Number(ms) };
}

function numberOf(name: string, text: string | undefined): number | undefined {
	if (text === undefined) return undefined;
	const value = Number(text);
	if (text.trim() !== '' && value >= 0) return value;
	throw new Error(`--${name} takes a number, not '${text}'. See --help.`);
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
