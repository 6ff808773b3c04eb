import Fastify from 'fastify';
import { combinations } from '../../../emulator/readings';
import { records } from '../../emulator/call';
import { first, fobOf } from '../../emulator/samples';
import { by, filters } from '../parameters';
import { useLockt } from '../useLockt';

const lockt = useLockt({ readings: { pending: 'released' } });

describe('a record that is named', () => {
	const named: Array<[string, string, string, string]> = [
		['user get', 'user', 'idNum', "No user with ID Number 'nobody'"],
		['user get', 'user', 'email', "No user with Email 'nobody'"],
		['fob get', 'fob', 'name', "No fob with Name 'nobody'"],
		['fob get', 'fob', 'cardNum', "No fob with Card Number 'nobody'"],
		['credential get', 'credential', 'cardNum', "No credential with Card Number 'nobody'"],
		['accessLevel get', 'accessLevel', 'name', "No access level with Name 'nobody'"],
	];
	const everyWay = combinations('missing', 'errorStatus').flatMap((readings) =>
		named.map((row) => [readings, ...row] as const),
	);
	it.each(everyWay)(
		'%j: %s by %s %s that is not there',
		async (readings, operation, field, mode, message) => {
			Object.assign(lockt.emulator.readings, readings);
			await expect(lockt.run(operation, { [field]: by(mode, 'nobody') })).rejects.toMatchObject({
				message,
			});
		},
	);

	it.each(named)(
		'%s: a blank %s sends nothing and names the field',
		async (operation, field, mode) => {
			for (const blank of ['={{ "" }}', '={{ "  " }}', '={{ null }}']) {
				await expect(lockt.run(operation, { [field]: by(mode, blank) })).rejects.toMatchObject({
					message: expect.stringMatching(
						/^'(User|Fob|Access Credential|Access Level)' is blank$/,
					) as string,
					context: { itemIndex: 0 },
				});
			}
			expect(lockt.asked()).toEqual([]);
		},
	);

	it('an ID that is no number sends nothing', async () => {
		await expect(lockt.run('user get', { user: by('id', 'Rhea') })).rejects.toMatchObject({
			message: "'User' must be a whole number above 0 when it is given by Lockt ID",
		});
		expect(lockt.asked()).toEqual([]);
	});

	it('an access level by ID is looked up in the list', async () => {
		const level = first(lockt.building.accessLevels, 2);
		expect(await lockt.read('accessLevel get', { accessLevel: by('id', level.id) })).toMatchObject([
			{ id: level.id, name: level.name },
		]);
		await expect(
			lockt.run('accessLevel get', { accessLevel: by('id', 999999) }),
		).rejects.toMatchObject({
			message: "No access level with Lockt ID '999999'",
		});
	});

	it('is never somebody else, when Lockt does not heed the filter', async () => {
		const everybody = await records(lockt.emulator, 'GET /user');
		const heedless = Fastify();
		heedless.get('/user', () => ({ data: everybody }));
		lockt.engine.credential.baseUrl = await heedless.listen({ host: '127.0.0.1', port: 0 });
		try {
			const nobody = lockt.run('user get', { user: by('idNum', 'nobody') });
			await expect(nobody).rejects.toMatchObject({ message: "No user with ID Number 'nobody'" });
			const { id } = first(lockt.building.users, 3);
			const raw = { user: by('id', id), options: { rawDates: true } };
			expect(await lockt.read('user get', raw)).toMatchObject([{ id }]);
		} finally {
			await heedless.close();
		}
	});

	it.each(['notFound', 'error'] as const)(
		'a user whose doors are asked for, when Lockt says %s',
		async (missing) => {
			lockt.emulator.readings.missing = missing;
			await expect(
				lockt.run('door getMany', filters({ user: by('idNum', 'nobody') })),
			).rejects.toMatchObject({ message: "No user with ID Number 'nobody'" });
		},
	);

	it.each(combinations('pending', 'missing', 'errorStatus'))(
		'a fob by its ID number, also where Lockt has not released that question: %j',
		async (readings) => {
			Object.assign(lockt.emulator.readings, readings);
			const { id, fob } = fobOf(lockt.building);
			const get = (idNum: string) => lockt.read('fob get', { fob: by('idNum', idNum) });
			expect(await get(fob!.id_num)).toMatchObject([{ id }]);
			await expect(get('nobody')).rejects.toMatchObject({
				message: "No fob with ID Number 'nobody'",
			});
		},
	);

	/** In place of the one that is asked for, the same without a sign of what it was asked by. */
	const hidden: Array<[string, (value: string) => unknown]> = [
		['blank', () => ''],
		['null', () => null],
		['in a word', () => 'n/a'],
		['masked', () => '****'],
		['in a list', (value) => [value]],
		['in a record', (value) => ({ value })],
		['left away', () => undefined],
	];
	const keyed = [
		['user get', 'user', 'idNum', 'a user', 'id_num', 'ID Number'],
		['user get', 'user', 'email', 'a user', 'email', 'Email'],
		['fob get', 'fob', 'idNum', 'a fob', 'id_num', 'ID Number'],
		['fob get', 'fob', 'name', 'a fob', 'name', 'Name'],
		['fob get', 'fob', 'cardNum', 'a fob', 'card_num', 'Card Number'],
		['credential get', 'credential', 'cardNum', 'a credential', 'card_num', 'Card Number'],
		['accessLevel get', 'accessLevel', 'name', 'an access level', 'name', 'Name'],
	] as const;
	it.each(keyed.flatMap((row) => hidden.map((how) => [...row, ...how] as const)))(
		'%s: that there is none by %s %s is not said of %s whose %s (%s) is shown %s',
		async (operation, field, mode, noun, property, label, _, show) => {
			const record = { id: 7, id_num: 'Z-7', card_num: '70', name: 'Seven', first_name: 'Z' };
			const data = [{ ...record, [property]: show('Z-9') }];
			const path = field === 'accessLevel' ? 'accesslevel' : field;
			lockt.emulator.faults = [
				{
					kind: 'answer',
					on: `GET /${path}`,
					times: 9,
					status: 200,
					body: JSON.stringify({ data }),
				},
			];
			await expect(lockt.run(operation, { [field]: by(mode, 'Z-9') })).rejects.toMatchObject({
				message: expect.stringContaining(
					`not clear whether there is ${noun} with ${label} 'Z-9'`,
				) as string,
			});
		},
	);

	it('a trouble of Lockt is not taken for a missing record', async () => {
		lockt.emulator.faults = [{ kind: 'status503' }];
		await expect(lockt.run('user get', { user: by('idNum', 'E-10001') })).rejects.toMatchObject({
			message: 'Lockt has a problem of its own at the moment (status 503)',
		});
	});
});
