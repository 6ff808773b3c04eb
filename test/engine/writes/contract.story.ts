import { clock } from '../../clock';
import { contract, nameOf } from '../../../emulator/contract';
import { combinations, readings as choices, type Readings } from '../../../emulator/readings';
import { cardHolders, first } from '../../emulator/samples';
import { pickCases } from '../../runs';
import { combined, unlessShown } from '../combined';
import { useLockt } from '../useLockt';
import { writeSamples } from '../writeSamples';
import { ALLOWED, GO_ON, autoMapped, by, columns } from '../parameters';

const lockt = useLockt({ credential: ALLOWED, readings: { pending: 'released' } });

describe('the contract', () => {
	it('has an operation for every POST, PUT and DELETE', () => {
		const rows = contract.filter(({ method }) => method !== 'GET').map(nameOf);
		const covered = new Set(writeSamples.map(({ endpoint }) => endpoint));
		expect([...covered].sort()).toEqual(rows.sort());
	});

	it.each(writeSamples)('$operation sends what the reference documents', async (sample) => {
		const parameters = sample.parameters(lockt.building);
		const body = sample.body?.(lockt.building);
		const url = `/api/v1${sample.endpoint.split(' ')[1]!}${sample.value?.(lockt.building) ?? ''}`;
		const [item] = await lockt.run(sample.operation, parameters);
		const [change, ...others] = lockt.changes();
		expect(others).toEqual([]);
		expect(change).toMatchObject({
			method: sample.endpoint.split(' ')[0],
			url,
			status: 200,
			headers: { 'content-type': 'application/json', apikey: lockt.emulator.credential.apiKey },
		});
		expect(change!.body).toEqual(body);
		expect(item!.pairedItem).toEqual({ item: 0 });
		expect(item!.json.outcome).toBeDefined();
		expect(JSON.stringify(item!.json)).not.toContain('"pin"');
	});
});

describe('whatever the reference leaves open', () => {
	it.each(combined(1))('the same is sent, and done, under what $name has', async (combination) => {
		// Anonymize says that it is not released.
		const readings = { ...unlessShown(combination), pending: 'released' as const };
		for (const { operation, parameters, body } of writeSamples) {
			await lockt.reopen({ writeMs: 0, readings });
			const given = parameters(lockt.building);
			const expected = body?.(lockt.building);
			const [item] = await lockt.run(operation, given, [{}], GO_ON);
			expect(lockt.changes().map((change) => change.body)).toEqual([expected]);
			const { outcome, error } = item!.json;
			// All levels are to be cleared here, by the form that this reading ignores.
			const isIgnored = 'mode' in given && readings.clearLevels === 'object';
			const isUnsaid = readings.summary === 'repeated';
			const why = isUnsaid ? 'did not say what became of it' : 'access levels are still there';
			expect([operation, error, outcome]).toEqual(
				isIgnored
					? [operation, expect.stringContaining(why), undefined]
					: [operation, undefined, expect.any(String)],
			);
		}
	});
});

describe('the dates of a user that is saved as a whole', () => {
	const save = (more: object) =>
		lockt.run('user update', {
			user: by('id', first(lockt.building.users).id),
			...columns({ last_name: 'Ferro', ...more }),
		});
	const expires = () => first(lockt.building.users).access_expires;
	beforeEach(() => {
		first(lockt.building.users).access_expires = '2099-07-01 09:00:00';
	});

	it.each(combinations('dateForm').slice(0, -1))('stay as they are: %j', async (readings) => {
		Object.assign(lockt.emulator.readings, readings);
		await save({});
		expect(first(lockt.building.users).last_name).toBe('Ferro');
		expect(expires()).toBe('2099-07-01 09:00:00');
	});

	const unclear: Array<Partial<Readings>> = [
		...choices.zone.slice(1).map((zone) => ({ zone })),
		{ dateForm: 'unreadable' },
	];
	it.each(unclear)('are never sent as others: %j', async (readings) => {
		Object.assign(lockt.emulator.readings, readings);
		await expect(save({})).rejects.toMatchObject({
			message: expect.stringContaining("'Access Expires' of the user cannot be kept") as string,
		});
		expect(lockt.changes()).toEqual([]);
		await save({ access_expires: '2099-08-01T17:00:00' });
		expect(expires()).toBe('2099-08-01 17:00:00');
	});

	const WINTER = { access_effective: '2026-01-05 08:00:00', access_expires: '2099-01-07 18:00:00' };
	const SUMMER = { access_effective: '2026-07-05 08:00:00', access_expires: '2099-07-07 18:00:00' };
	const everyForm = pickCases(combinations('zone', 'dateForm', 'dates'), {
		by: ({ zone }) => zone!,
		sample: 4,
	});

	it.each(everyForm)('stay as they are, or nobody is sent: %j', async (readings) => {
		const people = cardHolders(lockt.building).slice(0, 4);
		people.forEach((one, n) => Object.assign(one, n % 2 ? SUMMER : WINTER));
		const before = people.map(({ phone }) => phone);
		Object.assign(lockt.emulator.readings, readings);
		const items = await lockt.run(
			'user createOrUpdate',
			{ levelMode: 'add', ...autoMapped },
			people.map(({ id_num }, n) => ({ id_num, phone: `818436600${n}` })),
			GO_ON,
		);
		const isClear = readings.zone === 'iana' && readings.dateForm !== 'unreadable';
		const isLocal =
			readings.dateForm === 'local' ||
			(readings.dateForm === 'asShown' && readings.dates === 'local');
		people.forEach((one, n) => {
			expect(one).toMatchObject(n % 2 ? SUMMER : WINTER);
			const isSaved = isClear || isLocal;
			expect(one.phone).toBe(isSaved ? `818436600${n}` : before[n]);
			expect(items[n]!.json.error).toEqual(
				isSaved ? undefined : expect.stringContaining('cannot be kept as it is'),
			);
		});
	});

	it.each(everyForm)('come as the moment that was entered, or not at all: %j', async (readings) => {
		// Of a zone without a name the offset of now counts.
		clock.set(new Date('2027-01-05T12:00:00Z'));
		const user = first(lockt.building.users);
		user.access_expires = SUMMER.access_expires;
		Object.assign(lockt.emulator.readings, readings);
		const entered = columns({ access_expires: '2099-01-07T18:00:00-05:00' });
		const given = { user: by('id', user.id), ...entered };
		const [item] = await lockt.run('user update', given, [{}], GO_ON);
		expect([
			[undefined, WINTER.access_expires],
			[expect.stringContaining('time zone'), SUMMER.access_expires],
		]).toContainEqual([item!.json.error, user.access_expires]);
	});
});
