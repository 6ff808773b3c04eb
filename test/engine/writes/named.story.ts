import { openBuilding } from '../../../emulator/building/open';
import { nameOtherwise } from '../named';
import { ALLOWED, GO_ON, by } from '../parameters';
import { readSamples } from '../readSamples';
import { useLockt } from '../useLockt';
import { writeSamples } from '../writeSamples';

const options = { readings: { pending: 'released' as const } };
const lockt = useLockt({ credential: ALLOWED, ...options });

const sample = openBuilding({});
const namesOne = ({ parameters }: { parameters: (typeof writeSamples)[number]['parameters'] }) =>
	nameOtherwise(parameters(sample), sample) !== undefined;

describe('a user by e-mail, a door by name', () => {
	it.each(writeSamples.filter(namesOne))(
		'is to $operation what the ID is',
		async ({ operation, parameters }) => {
			await lockt.run(operation, nameOtherwise(parameters(lockt.building), lockt.building));
			const [otherwise] = lockt.changes();
			await lockt.reopen(options);
			await lockt.run(operation, parameters(lockt.building));
			const [change] = lockt.changes();
			expect(otherwise).toMatchObject({ method: change!.method, url: change!.url, status: 200 });
			// Whoever is looked up is sent no more than what differs.
			expect(change!.body ?? {}).toMatchObject(otherwise!.body ?? {});
		},
	);

	it.each(readSamples.filter(namesOne))(
		'finds by $operation what the ID finds ($endpoint)',
		async ({ operation, parameters }) => {
			const found = await lockt.read(
				operation,
				nameOtherwise(parameters(lockt.building), lockt.building),
			);
			expect(found).toEqual(await lockt.read(operation, parameters(lockt.building)));
			expect(found).not.toEqual([]);
		},
	);

	const isAlike = { user: ['email', 'users'], door: ['name', 'doors'] } as const;

	it.each([...new Set(writeSamples.filter(namesOne).map(({ operation }) => operation))])(
		'that fits two or nobody stops %s, and names them',
		async (operation) => {
			const { parameters } = writeSamples.find((one) => one.operation === operation)!;
			const kind = operation.startsWith('door') ? 'door' : 'user';
			const [property, of] = isAlike[kind];
			const given = nameOtherwise(parameters(lockt.building), lockt.building)!;
			const [, { value }] = Object.entries(given as Record<string, { value?: unknown }>).find(
				([name]) => name.toLowerCase().endsWith(kind),
			)!;
			const records = [...lockt.building[of].values()] as unknown[] as Array<
				Record<string, unknown>
			>;
			const meant = records.find((one) => one[property] === value)!;
			const other = records.findLast((one) => one !== meant)!;
			const go = async () => (await lockt.run(operation, given, [{}], GO_ON))[0]!.json.error;

			other[property] = value;
			const error = await go();
			expect(error).toContain(`2 ${kind}s have the `);
			for (const { id } of [meant, other]) expect(error).toContain(`(ID ${String(id)})`);

			meant[property] = other[property] = 'other';
			expect(await go()).toContain(`No ${kind} with `);
			expect(lockt.changes()).toEqual([]);
		},
	);

	it('is no administrator, and not one of two of whom the other is one', async () => {
		const [admin] = [...lockt.building.users.values()].filter(({ privileged }) => privileged);
		const [user] = [...lockt.building.users.values()].filter(({ privileged }) => !privileged);
		user!.email = admin!.email;
		const [item] = await lockt.run(
			'user disable',
			{ user: by('email', admin!.email) },
			[{}],
			GO_ON,
		);
		expect(item!.json.error).toContain('2 users have the Email');
		expect(lockt.changes()).toEqual([]);
	});

	it('says which doors there are where none has the name', async () => {
		const [item] = await lockt.run('door unlock', { door: by('name', 'Lap') }, [{}], GO_ON);
		expect(item!.json.error).toContain("No door with Name 'Lap'; there are: '");
	});

	it('is looked up anew right before the door is unlocked', async () => {
		const [door] = [...lockt.building.doors.values()].filter(({ wired }) => wired);
		const body = JSON.stringify({ data: [{ id: door!.id, name: 'Annex' }] });
		lockt.emulator.faults = [{ kind: 'answer', on: 'GET /door$', times: 1, status: 200, body }];
		const [item] = await lockt.run('door unlock', { door: by('name', 'Annex') }, [{}], GO_ON);
		expect(item!.json.error).toContain("Not sent: No door with Name 'Annex'");
		expect(lockt.changes()).toEqual([]);
	});
});
