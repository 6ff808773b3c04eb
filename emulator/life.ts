import type { Building } from './building';

const TICK_MS = 100;

/**
 * Lets people come and go.
 *
 * @param rate attempts at doors per second, on average; fractions are fine
 * @returns stops it
 */
export function startLife(building: Building, rate: number): () => void {
	let due = 0;
	let last = performance.now();
	const timer = setInterval(() => {
		const now = performance.now();
		due += (rate * (now - last)) / 1000;
		last = now;
		for (; due >= 1; due--) building.tryDoor();
	}, TICK_MS);
	return () => {
		clearInterval(timer);
	};
}
