import { contract, nameOf } from '../../../emulator/contract';
import { readings, type Readings } from '../../../emulator/readings';
import { first } from '../../emulator/samples';
import { runs } from '../../runs';
import { combined, SHOWN_FILTERS, unlessShown } from '../combined';
import { filters } from '../parameters';
import { readSamples } from '../readSamples';
import { useLockt } from '../useLockt';
import { useWarnings } from '../warnings';

/** Each reading with each of its choices, but those that rightly show. */
const singly = Object.entries(readings).flatMap(([name, choices]) =>
	choices
		.slice(1)
		.filter(
			(choice) =>
				choice !== 'unreadable' &&
				!['eventNames', 'zone'].includes(name) &&
				!SHOWN_FILTERS.includes(String(choice)),
		)
		.map((choice) => [name, choice] as const),
);

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
		const checks = sample.checks?.(lockt.building) ?? [];
		expect(lockt.asked()).toEqual([endpoint + encodeURIComponent(value), ...checks]);
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
	const now = () => new Date('2026-03-04T17:00:00Z');
	const lockt = useLockt({ now });
	/** What comes out unless a reading is chosen, of a building that is always the same. */
	let usual: Record<string, unknown> | undefined;

	// The time goes on, and of the settings nobody knows what is a number.
	const not = ['GET /time', 'GET /settings'];
	const asking = readSamples.filter(({ endpoint }) => !not.includes(endpoint));

	/** What comes out of each operation under some readings. */
	async function outputs(readings: Partial<Readings> = {}) {
		Object.assign(lockt.emulator.readings, readings);
		const found: Record<string, unknown> = {};
		for (const { endpoint, operation, parameters } of asking) {
			const all = { returnAll: true, ...parameters(lockt.building) };
			found[endpoint] = await lockt.run(operation, all);
		}
		return found;
	}

	beforeEach(async () => {
		first(lockt.building.users).access_expires = '2099-07-01 09:00:00';
		usual ??= await outputs();
	});

	// All of them in the full run; a sample of them, and of those that come together, in npm test.
	const { numRuns } = runs({ sample: 5, full: singly.length });
	const tried = singly.filter((_, n) => n % Math.ceil(singly.length / numRuns) === 0);
	it.each(tried)('%s: %s makes no difference to what comes out', async (name, choice) => {
		expect(await outputs({ [name]: choice })).toEqual(usual);
	});

	it.each(combined(2))('nor do the readings that $name has together', async (combination) => {
		expect(await outputs(unlessShown(combination))).toEqual(usual);
	});
});

describe('what cannot be known', () => {
	const lockt = useLockt();
	const warnings = useWarnings();

	it('is left as it came, with a warning: a date in a form of its own', async () => {
		lockt.emulator.readings.dateForm = 'unreadable';
		const [newest] = await lockt.read('event getMany');
		expect(newest).toMatchObject({
			time: '',
			timeText: expect.stringMatching(/ um \d+ Uhr \d+$/) as string,
			summary: expect.stringMatching(/ um \d+ Uhr \d+\)$/) as string,
		});
		expect(warnings()).toContain("'event_time' in a form that is not known");
	});

	it.each(readings.zone.slice(1))(
		'ends no operation: a time zone that is called otherwise (%s)',
		async (zone) => {
			lockt.emulator.readings.zone = zone;
			for (const { operation, parameters } of readSamples) {
				if (zone === 'refused' && operation === 'system getTime') continue;
				await lockt.run(operation, parameters(lockt.building));
			}
			expect(warnings()).toContain('time zone');
		},
	);

	it('is an error where it decides: a filter by time, and no time that can be read', async () => {
		lockt.emulator.readings.dateForm = 'unreadable';
		await expect(
			lockt.run('event getMany', filters({ after: '2026-01-01T00:00:00Z' })),
		).rejects.toMatchObject({
			message: expect.stringContaining('When the events were cannot be told') as string,
		});
	});
});
