import { useState } from "react";
import { useBaselineActs } from "../../../data/baselines";
import { useToday } from "../../../data/me";
import { formatDay } from "../../../format/day";
import { useLang } from "../../../i18n/use-lang";
import { Button } from "../../../ui/button";
import { Checkbox } from "../../../ui/checkbox";
import { Dialog } from "../../../ui/dialog";
import { Form, fieldErrors } from "../../../ui/form";
import { TextField } from "../../../ui/text-field";

type Props = {
	project: string;
	// first: it is the first of the project, which is best its reference
	first: boolean;
	onClose: () => void;
};

// SaveBaseline keeps what is planned now under a name.
export function SaveBaseline({ project, first, onClose }: Props) {
	const { t } = useLang();
	const today = useToday();
	const acts = useBaselineActs(project);
	const [name, setName] = useState(() => t("baseline.suggested", { day: formatDay(today) }));
	const [reference, setReference] = useState(first);
	const [error, setError] = useState<unknown>(null);
	const [saving, setSaving] = useState(false);
	const save = async () => {
		setSaving(true);
		try {
			await acts.take(name, reference, t("baseline.did.take", { name }));
			onClose();
		} catch (e) {
			setError(e);
			setSaving(false);
		}
	};
	return (
		<Dialog
			title={t("baseline.saveTitle")}
			isOpen
			onClose={onClose}
			actions={
				<>
					<Button onPress={onClose}>{t("action.cancel")}</Button>
					<Button kind="primary" type="submit" form="save-baseline" isPending={saving}>
						{t("baseline.saveAction")}
					</Button>
				</>
			}
		>
			<Form id="save-baseline" onSubmit={() => void save()} error={error}>
				<TextField
					label={t("baseline.name")}
					value={name}
					onChange={setName}
					required
					autoFocus
					error={fieldErrors(error).name}
				/>
				<Checkbox isSelected={reference} onChange={setReference} note={t("baseline.referenceNote")}>
					{t("baseline.makeReference")}
				</Checkbox>
			</Form>
		</Dialog>
	);
}
