import { useT } from "../../i18n/use-lang";
import { Confirm } from "../../ui/dialog";
import { FormError } from "../../ui/form";
import { useRun } from "./queries";
import startStyles from "./start.module.css";
import type { ImportLine } from "./types";

// UndoDialog says what undoing takes back before it does.
export function UndoDialog({ line, onClose }: { line: ImportLine; onClose: () => void }) {
	const t = useT();
	const run = useRun(line.id, "undo");
	return (
		<Confirm
			isOpen
			onClose={onClose}
			title={t("import.undo.title", { name: line.file.name })}
			action={t("import.undo.action")}
			isPending={run.isPending}
			onConfirm={() => run.mutate(undefined, { onSuccess: onClose })}
		>
			<FormError error={run.error} />
			<UndoEffects line={line} />
		</Confirm>
	);
}

// UndoEffects lists what undoing takes back.
export function UndoEffects({ line }: { line: ImportLine }) {
	const t = useT();
	const r = line.report ?? {};
	const portfolio = line.portfolio?.name ?? "";
	return (
		<ul className={startStyles.effects}>
			{!!r.new && <li>{t("import.undo.new", { object: line.object, count: r.new })}</li>}
			{!!r.changed && <li>{t("import.undo.changed", { object: line.object, count: r.changed })}</li>}
			{!!r.gone && <li>{t("import.undo.gone", { count: r.gone, portfolio })}</li>}
			<li>{t("import.undo.since")}</li>
		</ul>
	);
}
