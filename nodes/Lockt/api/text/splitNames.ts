/** What stands between commas, semicolons and new lines. */
export function splitNames(text: string): string[] {
	return text
		.split(/[,;\n]/)
		.map((name) => name.trim())
		.filter(Boolean);
}
