import { contract, nameOf } from '../../../emulator/contract';
import { readings } from '../../../emulator/readings';
import { first } from '../../emulator/samples';
import { readSamples } from '../readSamples';
import { useLockt } from '../useLockt';

describe('the contract', () => {
	const lockt = useLockt({ readings: { pending: 'released' } });

	it('has an operation for every GET', () => {
		const rows = contract.filter(({ method }) => method === 'GET').map(nameOf);
		expect(readSamples.map(({ endpoint }) => endpoint).sort()).toEqual(rows.sort());
	});

	it.each(readSamples)('$operation asks $endpoint to the letter', async (sample) => {
		const { endpoint, operation } = sample;
		const parameters = sample.parameters(lockt.building);
		const output = await lockt.run(operation, { options: { rawDates: true }, ...parameters });
		expect(output.length).toBeGreaterThanOrEqual(endpoint === 'GET /delegate' ? 0 : 1);
		const value = endpoint.endsWith('=') ? valueIn(parameters) : '';
		expect(lockt.asked()).toEqual([endpoint + encodeURIComponent(value)]);
		expect(lockt.emulator.journal[0]!.headers).toMatchObject({
			apiuser: lockt.emulator.credential.apiUser,
			apikey: lockt.emulator.credential.apiKey,
			'content-type': 'application/json',
		});
	});

	/** The value somewhere in the parameters: of a locator or plain. */
	function valueIn(given: object): string {
		const [value] = Object.values(given) as [unknown];
		if (typeof value !== 'object' || value === null) return String(value);
		return '__rl' in value ? String((value as { value?: unknown }).value) : valueIn(value);
	}
});

describe('whatever the reference leaves open', () => {
	const variations = Object.entries(readings).flatMap(([name, choices]) =>
		choices.slice(1).map((choice) => [name, choice] as const),
	);

	const now = () => new Date('2026-03-04T17:00:00Z');
	const lockt = useLockt({ now, readings: { pending: 'released' } });
	/** What comes out unless a reading is chosen, of a building that is always the same. */
	let usual: Record<string, unknown> | undefined;

	it.each(variations)('%s: %s makes no difference to what comes out', async (name, choice) => {
		first(lockt.building.users).access_expires = '2099-07-01 09:00:00';
		// What is not released cannot be asked; its own test says what is said then. The time goes on.
		const not = ['GET /fob?id_num=', 'GET /time'];
		const asking = readSamples.filter(({ endpoint }) => !not.includes(endpoint));
		const outputs = async () => {
			const found: Record<string, unknown> = {};
			for (const { endpoint, operation, parameters } of asking) {
				const all = { returnAll: true, ...parameters(lockt.building) };
				found[endpoint] = await lockt.run(operation, all);
			}
			return found;
		};
		usual ??= await outputs();
		Object.assign(lockt.emulator.readings, { [name]: choice });
		expect(await outputs()).toEqual(usual);
	});
});
