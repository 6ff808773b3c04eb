import type { User } from '../../../emulator/building/records';
import type { DoorEvent } from '../../../emulator/types';
import { clock } from '../../clock';
import { triggerNode } from '../engine';
import { jsonOf } from '../output';
import { on } from '../parameters';
import { useLockt } from '../useLockt';
import { useWarnings } from '../warnings';

const warnings = useWarnings();
const lockt = useLockt();

const options = { addPerson: true };

/** A trigger that was published, what happened then, and what it put out. */
async function watch(happen: () => void, parameters: object = { options }) {
	const workflow = lockt.engine.workflow(triggerNode(parameters));
	await lockt.engine.poll(workflow);
	lockt.emulator.journal.length = 0;
	happen();
	return { workflow, items: jsonOf(await lockt.engine.poll(workflow)) };
}

/** A denial of a card that somebody has. */
function deniedSomebody(): DoorEvent {
	const event = lockt.emulator.tryDoor('denied');
	return event.user === '' ? deniedSomebody() : event;
}

describe('Add Person', () => {
	it('tells who every event is about, as Lockt has them', async () => {
		const { items } = await watch(() => {
			for (let n = 0; n < 15; n++) lockt.emulator.tryDoor();
		});
		const { credentials, users } = lockt.building;
		expect(items).toHaveLength(15);
		for (const item of items) {
			const card = [...credentials.values()].find(({ card_num }) => card_num === item.cardNumber);
			const holder = users.get(card?.userId ?? 0);
			expect(item).toMatchObject({
				personId: holder?.id ?? null,
				personIdNumber: holder?.id_num ?? '',
				personEmail: holder?.email ?? '',
				personEnabled: holder?.enabled ?? null,
			});
		}
		expect(items.some(({ personId }) => personId !== null)).toBe(true);
		const asked = lockt.asked().filter((one) => /user|credential/.test(one));
		expect(new Set(asked).size).toBe(asked.length);
	});

	it("says that a disabled person's card was tried", async () => {
		for (const user of lockt.building.users.values()) user.enabled = false;
		const { items } = await watch(
			() => {
				for (let n = 0; n < 15; n++) lockt.emulator.tryDoor('denied');
			},
			{ ...on('accessDenied'), options },
		);
		const [item] = items.filter(({ personId }) => personId !== null);
		expect(item).toMatchObject({
			personEnabled: false,
			summary: expect.stringMatching(
				/^A disabled person's card was tried: .* was turned/,
			) as string,
		});
	});

	it.each<[string, (other: User) => string]>([
		['no name', () => ''],
		['a word for no name', () => 'Unknown'],
		['the ID of another', ({ id }) => String(id)],
		['the name of another', ({ last_name, first_name }) => `${last_name}, ${first_name}`],
	])('is not whoever has the card of an event that has %s', async (_, nameOf) => {
		let id = 0;
		const { items } = await watch(() => {
			const event = deniedSomebody();
			const [other] = [...lockt.building.users.values()].filter(
				({ last_name }) => !event.user.includes(last_name),
			);
			event.user = nameOf(other!);
			({ id } = event);
		});
		const item = items.find(({ eventId }) => eventId === id);
		expect(item).toMatchObject({ personId: null, personEmail: '', personEnabled: null });
	});

	it('asks for nobody unless it is wanted', async () => {
		const { items } = await watch(() => lockt.emulator.tryDoor(), {});
		expect(items).toMatchObject([{ personId: null, personEnabled: null }]);
		expect(lockt.asked().filter((one) => /user|credential/.test(one))).toEqual([]);
	});

	it('holds no event back where people cannot be looked up', async () => {
		lockt.emulator.faults.push({ kind: 'status500', on: 'GET /.*(user|credential)', times: 99 });
		const { workflow, items } = await watch(() => lockt.emulator.tryDoor('granted'));
		expect(items).toMatchObject([{ trigger: 'accessGranted', personId: null }]);
		clock.wait(1);
		lockt.emulator.tryDoor('granted');
		expect(jsonOf(await lockt.engine.poll(workflow))).toHaveLength(1);
		expect(warnings().match(/people could not be looked up/g)).toHaveLength(1);
	});
});
