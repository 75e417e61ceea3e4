import { useId, useState } from "react";
import type { Attribute } from "../../api/types";
import { useAttributeGroups } from "../../data/attribute-groups";
import { log } from "../../data/command-log";
import { useNewLine } from "../../data/forms";
import { type Home, type RecordKind, type RecordRow, useWriteRecords } from "../../data/registers";
import { fieldKind } from "../../fields/registry";
import { useFieldContext } from "../../fields/use-context";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { announce } from "../../ui/announce";
import { Button } from "../../ui/button";
import { Drawer } from "../../ui/drawer";
import { Form, FormActions, FormSection, fieldErrors } from "../../ui/form";
import { mayBegin } from "./becoming";
import styles from "./details.module.css";
import { HomeChoice } from "./home-choice";
import { specs } from "./kinds";
import { askedParts } from "./line-parts";

type Props = {
	kind: RecordKind;
	attributes: readonly Attribute[];
	// home: what the line is to belong to; absent where it is asked for
	home?: Home;
	// portfolio: the one that is looked at, whose own the line may be
	portfolio?: string;
	name?: string;
	onClose: () => void;
	onMade?: (m: RecordRow) => void;
};

// NewLine fills in a line of a register as the form for its type says, before it is made.
export function NewLine({ kind, attributes, home: given, portfolio = "", name = "", onClose, onMade }: Props) {
	const { t, lang } = useLang();
	const form = useId();
	const context = useFieldContext();
	const write = useWriteRecords(kind);
	const [home, setHome] = useState<Home | null>(given ?? null);
	const [values, setValues] = useState<Record<string, unknown>>({ name });
	const [error, setError] = useState<unknown>(null);
	const [busy, setBusy] = useState(false);
	const { type: typeKey } = specs[kind];
	const type = typeof values[typeKey] === "string" ? (values[typeKey] as string) : "";
	const begin = useNewLine(kind, home, type).data;
	const wrong = fieldErrors(error);
	const groups = useAttributeGroups().data?.items ?? [];
	const parts = askedParts(begin?.form, attributes, groups, typeKey, t, lang);
	const first = [attributes.find((a) => a.key === "name"), attributes.find((a) => a.key === typeKey)];
	const held = (a: Attribute) =>
		values[a.key] ?? (a.key in values ? null : (begin?.values[a.key] ?? a.default ?? null));
	const submit = async () => {
		if (!home || busy) return;
		setBusy(true);
		setError(null);
		try {
			const body = Object.fromEntries(Object.entries(values).filter(([, v]) => v !== null && v !== ""));
			const made = await write.make(home, body);
			log.add({
				what: t("editing.created", { name: made.name ?? "" }),
				...undoing(made, () => write.make(home, body)),
			});
			announce(made.name ?? "");
			onMade?.(made);
			onClose();
		} catch (problem) {
			setError(problem);
			setBusy(false);
		}
	};
	// undoing takes the line away, and makes it again.
	const undoing = (made: RecordRow, again: () => Promise<RecordRow>) => {
		let now = made;
		const well = (work: Promise<unknown>) =>
			work.then(
				() => true,
				() => false,
			);
		return {
			undo: () => well(write.remove(now)),
			redo: () => well(again().then((m) => (now = m))),
		};
	};
	const control = (a: Attribute, hint = "") => {
		const { Input } = fieldKind(a);
		const attribute = a.key === "status" ? mayBegin(a, begin?.starts ?? []) : a;
		return (
			<Input
				key={a.key}
				attribute={attribute}
				value={held(a)}
				context={context}
				label={pick(a.label, lang)}
				help={hint || pick(a.help, lang) || undefined}
				error={wrong[a.key]}
				required={a.required}
				autoFocus={a.key === "name"}
				onChange={(v) => setValues((old) => ({ ...old, [a.key]: v }))}
			/>
		);
	};
	return (
		<Drawer title={t(`register.${kind}.add.new`)} isOpen keeps onClose={onClose}>
			<Form id={form} label={t(`register.${kind}.add.new`)} error={error} onSubmit={() => void submit()}>
				{first.map((a) => a && control(a))}
				{!given && <HomeChoice kind={kind} portfolio={portfolio} onChange={setHome} error={wrong.project} />}
				{parts.map((part) => (
					<FormSection key={part.id} title={part.title}>
						<div className={styles.inputs} data-columns={part.columns || 1}>
							{part.lines.map((l) => (
								<div key={l.attribute.key} data-over={l.wide || l.attribute.kind === "long_text" || undefined}>
									{control(l.attribute, l.hint)}
								</div>
							))}
						</div>
					</FormSection>
				))}
				<FormActions>
					<Button kind="primary" type="submit" isPending={busy} isDisabled={!home || !values.name}>
						{t("register.addNow")}
					</Button>
					<Button onPress={onClose}>{t("action.cancel")}</Button>
				</FormActions>
			</Form>
		</Drawer>
	);
}
