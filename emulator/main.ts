import { parseArgs } from 'node:util';
import { startEmulator } from './server';

const HELP = `Emulates the Lockt Cloud API on this computer, with a building that lives.

  npm run emulator -- [options]

  --port N     port to listen on (default 8080; 0 takes any free one)
  --rate N     events per second, e.g. 0.5 (default 0.2)
  --doors N    how many doors (default 24)
  --people N   how many people (default 60)
  --history N  how many events lie in the past (default 200)
  --seed N     same seed, same building (default 1)
  --zone NAME  the site's time zone (default America/New_York)
  --https      serve https with a self-made certificate
  --help       show this
`;

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '8080' },
			rate: { type: 'string', default: '0.2' },
			doors: { type: 'string' },
			people: { type: 'string' },
			history: { type: 'string' },
			seed: { type: 'string' },
			zone: { type: 'string' },
			https: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) {
		process.stdout.write(HELP);
		return;
	}
	const { credential, building, stop } = await startEmulator({
		port: number('port', values.port),
		rate: number('rate', values.rate),
		doors: number('doors', values.doors),
		people: number('people', values.people),
		history: number('history', values.history),
		seed: number('seed', values.seed),
		timezone: values.zone,
		https: values.https,
	});
	console.log(`Lockt emulator: ${building.doors.length} doors, ${building.people.length} people`);
	console.log(`  Base URL  ${credential.baseUrl}`);
	console.log(`  API User  ${credential.apiUser}`);
	console.log(`  API Key   ${credential.apiKey}`);
	console.log('Ctrl-C stops it.');
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
}

function number(name: string, text: string): number;
function number(name: string, text: string | undefined): number | undefined;
function number(name: string, text: string | undefined): number | undefined {
	if (text === undefined) return undefined;
	const value = Number(text);
	if (text.trim() !== '' && value >= 0) return value;
	throw new Error(`--${name} takes a number, not '${text}'. See --help.`);
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
