import { useState } from "react";
import type { Query } from "../api/client";
import { takeOfList } from "../data/baselines";
import { useToday } from "../data/me";
import { formatDay } from "../format/day";
import { useLang } from "../i18n/use-lang";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { Dialog } from "../ui/dialog";
import { Form, fieldErrors } from "../ui/form";
import { TextField } from "../ui/text-field";

type Props = {
	// asked: the list, by its filter, its words and its portfolio
	asked: Query;
	onClose: () => void;
};

// BaselineOfList keeps a baseline of each project of a list, as one change.
export function BaselineOfList({ asked, onClose }: Props) {
	const { t } = useLang();
	const today = useToday();
	const [name, setName] = useState(() => t("baseline.suggested", { day: formatDay(today) }));
	const [reference, setReference] = useState(true);
	const [error, setError] = useState<unknown>(null);
	const [saving, setSaving] = useState(false);
	const [done, setDone] = useState("");
	const save = async () => {
		setSaving(true);
		setError(null);
		try {
			const { taken, left } = await takeOfList(asked, name, reference, t("baseline.did.take", { name }));
			setDone(left > 0 ? t("baseline.takenAndLeft", { taken, left }) : t("baseline.taken", { taken }));
		} catch (e) {
			setError(e);
		}
		setSaving(false);
	};
	return (
		<Dialog
			title={t("baseline.listTitle")}
			isOpen
			onClose={onClose}
			actions={
				done ? (
					<Button onPress={onClose}>{t("action.close")}</Button>
				) : (
					<>
						<Button onPress={onClose}>{t("action.cancel")}</Button>
						<Button kind="primary" type="submit" form="baseline-of-list" isPending={saving}>
							{t("baseline.saveAction")}
						</Button>
					</>
				)
			}
		>
			{done ? (
				<Banner tone="good">{done}</Banner>
			) : (
				<Form id="baseline-of-list" onSubmit={() => void save()} error={error}>
					<p>{t("baseline.listText")}</p>
					<TextField
						label={t("baseline.name")}
						value={name}
						onChange={setName}
						required
						autoFocus
						error={fieldErrors(error).name}
					/>
					<Checkbox isSelected={reference} onChange={setReference} note={t("baseline.referenceNote")}>
						{t("baseline.makeReferences")}
					</Checkbox>
				</Form>
			)}
		</Dialog>
	);
}
