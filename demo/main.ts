import { parseArgs } from 'node:util';
import { startDemo, type Demo } from './demo';
import { headlessCheck } from './headlessCheck';
import { OWNER } from './n8n';
import { takePictures } from './pictures';
import { stopAll, type Stops } from './stops';

const HELP = `Starts a real n8n with the Lockt nodes, a building that lives, and a mailbox.

  npm run demo -- [options]

  --headless-check  wait for the first mail, print it and stop: exit code 0, or 1 with the reason
  --pictures FOLDER with --headless-check: save pictures of n8n after that run (needs Chromium)
  --help            show this
`;

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			'headless-check': { type: 'boolean', default: false },
			pictures: { type: 'string' },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) {
		process.stdout.write(HELP);
		return;
	}
	const stops: Stops = [];
	let ended: Promise<void> | undefined;
	const end = () => (ended ??= stopAll(stops));
	let running = false;
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => {
			console.log('\nStopping ...');
			void end().finally(() => process.exit(running ? 0 : 130));
		});
	}
	try {
		const demo = await startDemo(stops, { n8n: 5678, mailbox: 8025, emulator: 8080 });
		if (values['headless-check']) {
			const { subject, to, text } = await headlessCheck(demo);
			console.log(`\nTo: ${to}\nSubject: ${subject}\n\n${text.trim()}\n`);
			if (values.pictures) await takePictures(demo, values.pictures);
		} else {
			explain(demo);
			running = true;
			await new Promise(() => undefined);
		}
	} finally {
		await end();
	}
}

function explain({ n8n, mailbox, emulator, workflowId, byHand }: Demo): void {
	console.log(`
The demo is running.

  n8n      ${n8n.url}/workflow/${workflowId}
           login ${OWNER.email}, password ${OWNER.password}
  Mails    ${mailbox.url}
  Lockt    ${emulator.credential.baseUrl} (emulated)
           API User ${emulator.credential.apiUser}, API Key ${emulator.credential.apiKey}

What to look at
  1. Open the mails page and press "Somebody is turned away". Within a minute n8n asks Lockt for new
     events, the workflow "Access denied -> e-mail" runs, and the mail appears.
  2. The other buttons: after hours, a battery runs low, somebody starts, somebody leaves.
  3. Open n8n, tab "Executions": each run with its door events.
  4. Tab "Editor": double-click "Lockt Trigger" and press "Fetch Test Event" for a sample,
     or add a "Lockt" node and look at doors and batteries.
  5. Two workflows change things in Lockt. Open one, press "Execute workflow", look at the mails:
     a new hire gets a key      ${n8n.url}/workflow/${byHand['new-hire-to-door-access']}
     a leaver loses all access  ${n8n.url}/workflow/${byHand['leaver-access-off']}
  6. For a workflow of your own: n8n's "Create workflow". Both credentials are there already.

Ctrl-C stops everything.
`);
}

main().then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(`\n${error instanceof Error ? error.message : String(error)}`);
		process.exit(1);
	},
);
