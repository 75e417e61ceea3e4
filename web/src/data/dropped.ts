// A file dropped on another page than the import's waits here for it.
let waiting: File | null = null;

export function leaveFile(file: File): void {
	waiting = file;
}

// takeFile hands the file over, once.
export function takeFile(): File | null {
	const file = waiting;
	waiting = null;
	return file;
}
