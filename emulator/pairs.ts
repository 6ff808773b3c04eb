/**
 * Few rows in which each value of a column meets each value of every other column, so that what goes
 * wrong when two things come together goes wrong in some row. The same columns give the same rows;
 * the first row has the first value of each. The longest columns are filled first: they need the most rows, and the
 * others find their place in those.
 */
export function coverPairs<T>(columns: ReadonlyArray<readonly T[]>): T[][] {
	if (columns.length < 2) return (columns[0] ?? []).map((value) => [value]);
	const order = [...columns.keys()].sort((a, b) => columns[b]!.length - columns[a]!.length);
	const rows = coverInOrder(order.map((column) => columns[column]!));
	return rows.map((row) => columns.map((_, column) => row[order.indexOf(column)]!));
}

function coverInOrder<T>(columns: ReadonlyArray<readonly T[]>): T[][] {
	const open = new Map(allPairs(columns).map((pair) => [keyOf(...pair), pair]));
	const rows: T[][] = [];
	for (let [pair] = open.values(); pair; [pair] = open.values()) {
		const row = new Map<number, number>(pair);
		for (const [column, values] of columns.entries()) {
			if (!row.has(column)) row.set(column, bestValue(column, values.length, row, open));
		}
		for (const covered of pairsOf([...row].sort(([a], [b]) => a - b)))
			open.delete(keyOf(...covered));
		rows.push(columns.map((values, column) => values[row.get(column)!]!));
	}
	return rows;
}

/** The position of a value in a column: [column, value]. */
type Cell = [column: number, value: number];
type Pair = [Cell, Cell];

const keyOf = ([a, v]: Cell, [b, w]: Cell) =>
	a < b ? `${a}.${v}-${b}.${w}` : `${b}.${w}-${a}.${v}`;

function allPairs(columns: ReadonlyArray<readonly unknown[]>): Pair[] {
	const cells = columns.map((values, column) => values.map((_, value): Cell => [column, value]));
	return pairsOf(cells).flatMap(([some, others]) =>
		some.flatMap((one) => others.map((other): Pair => [one, other])),
	);
}

function pairsOf<C>(list: C[]): Array<[C, C]> {
	return list.flatMap((one, n) => list.slice(n + 1).map((other): [C, C] => [one, other]));
}

/** The value that closes the most pairs with what the row has already; of equals, the first. */
function bestValue(
	column: number,
	count: number,
	row: Map<number, number>,
	open: Map<string, Pair>,
): number {
	const gains = Array.from(
		{ length: count },
		(_, value) => [...row].filter((cell) => open.has(keyOf(cell, [column, value]))).length,
	);
	return gains.indexOf(Math.max(...gains));
}
