/** What 1,000 new users cost, against one request each and the bare bytes. */
import { performance } from 'node:perf_hooks';
import type { IDataObject } from 'n8n-workflow';
import { request } from 'undici';
import { startEmulator, type Emulator } from '../../emulator/server';
import { Engine, loadPackage, locktNode } from '../../test/engine/engine';
import { autoMapped, nodeParameters } from '../../test/engine/parameters';

const COUNT = 1000;

const rows = Array.from({ length: COUNT }, (_, n): IDataObject => ({
	id_num: `H-${n}`,
	first_name: 'Rhea',
	last_name: `Gale ${n}`,
	email: `rhea.${n}@hires.example`,
	phone: '8184365134',
	pin: String(904_000 + n),
}));

/** Time and requests of some work against an emulator of its own. */
async function cost(work: (emulator: Emulator) => Promise<unknown>) {
	const emulator = await startEmulator({ writeMs: 0 });
	const start = performance.now();
	await work(emulator);
	const ms = performance.now() - start;
	const requests = emulator.journal.length;
	await emulator.stop();
	return { ms, requests };
}

async function bare(emulator: Emulator): Promise<void> {
	const { apiUser, apiKey, baseUrl } = emulator.credential;
	for (let at = 0; at < COUNT; at += 100) {
		const users = rows.slice(at, at + 100).map((row) => ({ id: -1, ...row }));
		const { body } = await request(`${baseUrl}/user`, {
			method: 'POST',
			headers: { apiuser: apiUser, apikey: apiKey, 'content-type': 'application/json' },
			body: JSON.stringify({ users, options: { validate_fails_batch: 'false' } }),
		});
		await body.dump();
	}
}

async function main(): Promise<void> {
	const loaded = await loadPackage();
	const create = (batchSize: number) => (emulator: Emulator) => {
		const parameters = nodeParameters('user create', { ...autoMapped, options: { batchSize } });
		return new Engine(loaded, emulator.credential).run(locktNode(parameters), rows);
	};
	await cost(create(100));
	const limit = await cost(bare);
	for (const [name, { ms, requests }] of [
		['bare bytes (undici)', limit],
		['Lockt node', await cost(create(100))],
		['one request for each', await cost(create(1))],
	] as const) {
		const ratio = (ms / limit.ms).toFixed(1);
		console.log(`${name.padEnd(22)} ${String(requests).padStart(5)} requests  ${ratio} x`);
	}
}

void main().then(() => process.exit(0));
