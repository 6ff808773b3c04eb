import fc from 'fast-check';
import { openBuilding, type Building } from '../../emulator/building';

const noon = () => new Date('2026-03-04T12:00:00Z');
const open = (seed: number) => openBuilding({ seed, now: noon });
const live = (building: Building, attempts: number) => {
	for (let n = 0; n < attempts; n++) building.tryDoor();
	const { doors, batteries, people, events } = building;
	return { doors, batteries, people, events };
};

describe('the emulated building', () => {
	it('is the same for the same seed, and another for another', () => {
		expect(live(open(7), 50)).toEqual(live(open(7), 50));
		expect(live(open(7), 50)).not.toEqual(live(open(8), 50));
	});

	it('numbers events upwards with gaps, and names real doors and people', () => {
		fc.assert(
			fc.property(fc.integer(), (seed) => {
				const { doors, people, events } = live(open(seed), 50);
				const ids = events.map(({ id }) => id);
				expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
				expect(ids.at(-1)! - ids[0]!).toBeGreaterThan(ids.length);
				for (const { device, user, card_num } of events) {
					expect(doors.map(({ name }) => name)).toContain(device);
					expect(people).toContainEqual(expect.objectContaining({ name: user, cardNum: card_num }));
				}
			}),
			{ numRuns: 20 },
		);
	});

	it('drains a battery with every attempt and changes an empty one', () => {
		const building = openBuilding({ doors: 2, history: 0 });
		const level = () => building.batteries[1]!.battery_level!;
		const seen = Array.from({ length: 3000 }, () => {
			building.tryDoor();
			return level();
		});
		const changes = seen.slice(1).map((now, n) => now - seen[n]!);
		expect(changes.some((change) => change < 0)).toBe(true);
		expect(changes.some((change) => change > 90)).toBe(true);
		expect(Math.min(...seen)).toBeGreaterThan(0);
	});

	it('keeps the newest 5,000 events', () => {
		const building = openBuilding({ history: 4990 });
		const newest = Array.from({ length: 20 }, () => building.tryDoor()).at(-1);
		expect(building.events).toHaveLength(5000);
		expect(building.events.at(-1)).toEqual(newest);
	});
});
