import { useMemo, useRef, useState } from "react";
import type { Id } from "../../api/types";
import { type RecordKind, type RecordRow, useWriteRecords } from "../../data/registers";

// blank is the id of the last, empty line of a list.
export const blank = "new";

const nothing: RecordRow = { id: blank, version: 0, project: null, name: null, status: null, can_edit: true };

// useBlankLine is the last, empty line: what is typed waits for a name, with which
// the record is made. Undoing that deletes it again.
export function useBlankLine(kind: RecordKind, project: Id) {
	const write = useWriteRecords(kind);
	const [typed, setTyped] = useState<Record<string, unknown>>({});
	const waiting = useRef(typed);
	const made = useRef<RecordRow | null>(null);
	const put = (values: Record<string, unknown>) => {
		waiting.current = values;
		setTyped(values);
	};
	const change = async (key: string, value: unknown) => {
		if (key === "name" && (value === null || value === "")) {
			const last = made.current;
			made.current = null;
			if (last) await write.remove(last);
			return;
		}
		const values = { ...waiting.current, [key]: value };
		if (!values.name) return put(values);
		made.current = await write.make({ project }, values);
		put({});
	};
	const line = useMemo(() => ({ ...nothing, ...typed }) as RecordRow, [typed]);
	return { line, typed: Object.keys(typed).length > 0, change };
}
