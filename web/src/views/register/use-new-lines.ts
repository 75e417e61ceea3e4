import { useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { Id } from "../../api/types";
import { type RecordKind, type RecordRow, useWriteRecords } from "../../data/registers";

// A line in which a record is typed. It keeps its id while the record is made and
// afterwards, so that whoever types on stays in it.
type Line = { id: string; values: Record<string, unknown>; making?: Promise<RecordRow>; record?: Id };

const nothing: Omit<RecordRow, "id"> = { version: 0, project: null, name: null, status: null, can_edit: true };

const lineOf = (number: number): Line => ({ id: `new-${number}`, values: {} });

// useNewLines adds the empty last line to the records of a project. What is typed
// there waits for a name, with which the record is made, and the next empty line
// comes; undoing the name deletes the record again.
export function useNewLines(kind: RecordKind, project: Id, rows: readonly RecordRow[]) {
	const write = useWriteRecords(kind);
	const [lines, show] = useState([lineOf(0)]);
	const now = useRef(lines);
	const count = useRef(0);
	const listed = useRef(new Set<Id>()); // made here, and seen in the list since
	const put = (next: Line[]) => {
		const open = next.some((line) => !isMade(line) && !line.values.name);
		now.current = open ? next : [...next, lineOf(++count.current)];
		// Enter goes on to the next empty line, which must stand there at once.
		if (open) show(now.current);
		else flushSync(() => show(now.current));
	};
	const become = (id: string, part: Partial<Line>) =>
		put(now.current.map((line) => (line.id === id ? { ...line, ...part } : line)));

	const make = async (id: string, values: Record<string, unknown>) => {
		const making = write.make({ project }, values, (record) => become(id, { record: record.id }));
		become(id, { values, making });
		try {
			await making;
		} finally {
			become(id, { making: undefined });
		}
	};
	// unmake takes the record away; its line is the empty one again.
	const unmake = async (line: Line, record: RecordRow) => {
		await write.remove(record);
		const { name: _, ...values } = line.values;
		put([
			...now.current.filter((l) => l.id !== line.id && (isMade(l) || Object.keys(l.values).length > 0)),
			{ id: line.id, values },
		]);
	};
	const change = async (row: RecordRow, key: string, value: unknown, undone: boolean): Promise<unknown> => {
		const line = now.current.find((l) => l.id === row.id);
		if (!line) return write.save(row, key, value);
		if (isMade(line)) {
			const record = (await line.making) ?? recordOf(row);
			return undone && key === "name" && !value ? unmake(line, record) : write.save(record, key, value);
		}
		const values = { ...line.values, [key]: value };
		return values.name ? make(line.id, values) : become(line.id, { values });
	};
	// recordOf is the record behind a line, as the server knows it.
	const recordOf = (row: RecordRow): RecordRow => {
		const line = now.current.find((l) => l.id === row.id);
		return line?.record ? { ...row, id: line.record } : row;
	};
	const shown = useMemo(() => {
		const typedIn = new Map(lines.flatMap((line) => (line.record ? [[line.record, line.id] as const] : [])));
		const here = new Set(rows.map((row) => row.id));
		for (const record of typedIn.keys()) if (here.has(record)) listed.current.add(record);
		const waiting = lines.filter((line) => !line.record || !(here.has(line.record) || listed.current.has(line.record)));
		return [
			...rows.map((row) => ({ ...row, id: typedIn.get(row.id) ?? row.id })),
			...waiting.map((line) => ({ ...nothing, ...line.values, id: line.id }) as RecordRow),
		];
	}, [lines, rows]);
	return {
		rows: shown,
		// nameless says that something was typed which waits for a name.
		nameless: lines.some((line) => !isMade(line) && Object.keys(line.values).length > 0),
		isNew: (row: RecordRow) => lines.some((line) => line.id === row.id && !line.record),
		recordOf,
		change,
	};
}

function isMade(line: Line): boolean {
	return line.making !== undefined || line.record !== undefined;
}
