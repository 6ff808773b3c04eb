/** Maps a list in which many places may hold the very same thing: what that becomes is made once. */
export function mapOnce<From, To>(list: From[], make: (one: From) => To): To[] {
	const made = new Map<From, To>();
	return list.map((one) => {
		if (!made.has(one)) made.set(one, make(one));
		return made.get(one)!;
	});
}
