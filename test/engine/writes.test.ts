import type { IDataObject, INode } from 'n8n-workflow';
import { contract, nameOf } from '../../emulator/contract';
import { startEmulator, type Emulator } from '../../emulator/server';
import { Engine, loadPackage, lockt } from './engine';
import { ALLOWED, nodeParameters, writeSamples } from './writeSamples';

let emulator: Emulator;
let engine: Engine;
beforeEach(async () => {
	emulator = await startEmulator({ readings: { pending: 'released' } });
	engine = new Engine(await loadPackage(), { ...emulator.credential, ...ALLOWED });
});
afterEach(() => emulator.stop());

function run(name: string, parameters: object, items?: IDataObject[], more: Partial<INode> = {}) {
	return engine.run(lockt(nodeParameters(name, parameters), more), items);
}

const changes = () => emulator.journal.filter(({ method }) => method !== 'GET');

describe('the contract', () => {
	it('has an operation for every POST, PUT and DELETE', () => {
		const rows = contract.filter(({ method }) => method !== 'GET').map(nameOf);
		const covered = new Set(writeSamples.map(({ endpoint }) => endpoint));
		expect([...covered].sort()).toEqual(rows.sort());
	});

	it.each(writeSamples)('$operation sends what the reference documents', async (sample) => {
		const { building } = emulator;
		const parameters = sample.parameters(building);
		const body = sample.body?.(building);
		const url = `/api/v1${sample.endpoint.split(' ')[1]!}${sample.value?.(building) ?? ''}`;
		const [item] = await run(sample.operation, parameters);
		const [change, ...others] = changes();
		expect(others).toEqual([]);
		expect(change).toMatchObject({
			method: sample.endpoint.split(' ')[0],
			url,
			status: 200,
			headers: { 'content-type': 'application/json', apikey: emulator.credential.apiKey },
		});
		expect(change!.body).toEqual(body);
		expect(item!.pairedItem).toEqual({ item: 0 });
		expect(item!.json.outcome).toBeDefined();
		expect(JSON.stringify(item!.json)).not.toContain('"pin"');
	});
});
