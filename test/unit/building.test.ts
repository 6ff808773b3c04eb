import fc from '../fastCheck';
import type { Building } from '../../emulator/building/building';
import { tryDoor } from '../../emulator/building/life';
import { openBuilding } from '../../emulator/building/open';

const noon = () => new Date('2026-03-04T12:00:00Z');
const open = (seed: number) => openBuilding({ seed, now: noon });
const live = (building: Building, attempts: number) => {
	for (let n = 0; n < attempts; n++) tryDoor(building);
	const { doors, users, credentials, accessLevels, events } = building;
	return { doors, users, credentials, accessLevels, events };
};

describe('the emulated building', () => {
	it('is the same for the same seed, and another for another', () => {
		expect(live(open(7), 50)).toEqual(live(open(7), 50));
		expect(live(open(7), 50)).not.toEqual(live(open(8), 50));
	});

	it('numbers events upwards with gaps, and names real doors, people and cards', () => {
		fc.assert(
			fc.property(fc.integer(), (seed) => {
				const { doors, users, credentials, events } = live(open(seed), 50);
				const ids = events.map(({ id }) => id);
				expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
				expect(ids.at(-1)! - ids[0]!).toBeGreaterThan(ids.length);
				const names = new Set([...doors.values()].map(({ name }) => name));
				for (const { device, user, card_num } of events) {
					expect(names).toContain(device);
					const card = [...credentials.values()].find((one) => one.card_num === card_num);
					const { first_name, last_name } = users.get(card!.userId)!;
					expect(user).toBe(`${last_name}, ${first_name}`);
				}
			}),
			{ numRuns: 20 },
		);
	});

	it('lets people in where they may go, and turns some away', () => {
		const { events } = live(open(3), 300);
		const denied = events.filter(({ code_text }) => code_text === 'Access Denied').length;
		expect(denied / events.length).toBeGreaterThan(0.05);
		expect(denied / events.length).toBeLessThan(0.5);
	});

	it('drains a battery with every attempt and changes an empty one', () => {
		const building = openBuilding({ doors: 2, history: 0 });
		const door = [...building.doors.values()][1]!;
		const seen = Array.from({ length: 3000 }, () => {
			tryDoor(building);
			return door.battery!;
		});
		const changes = seen.slice(1).map((now, n) => now - seen[n]!);
		expect(changes.some((change) => change < 0)).toBe(true);
		expect(changes.some((change) => change > 90)).toBe(true);
		expect(Math.min(...seen)).toBeGreaterThan(0);
	});

	it('keeps the newest 5,000 events', () => {
		const building = openBuilding({ history: 4990 });
		const newest = Array.from({ length: 20 }, () => tryDoor(building)).at(-1);
		expect(building.events).toHaveLength(5000);
		expect(building.events.at(-1)).toEqual(newest);
	});
});
