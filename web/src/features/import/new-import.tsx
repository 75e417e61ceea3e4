import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { takeFile } from "../../data/dropped";
import { useToday } from "../../data/me";
import { formatBytes } from "../../format/number";
import { useT } from "../../i18n/use-lang";
import { announce } from "../../ui/announce";
import { Button, IconButton } from "../../ui/button";
import { FileDrop } from "../../ui/drop-zone";
import { Form, FormActions, fieldErrors } from "../../ui/form";
import { Icon } from "../../ui/icon";
import { Progress } from "../../ui/progress";
import { Select } from "../../ui/select";
import { type Destination, DestinationFields } from "./destination";
import styles from "./import.module.css";
import { nameFromFile } from "./logic";
import { useMappings, usePortfolios } from "./queries";
import startStyles from "./start.module.css";
import type { ImportLine } from "./types";
import { useUpload } from "./use-upload";

const kinds = [".csv", ".tsv", ".txt", ".xlsx", ".xlsm"];

// NewImport takes a file, asks where it goes, and sends it.
export function NewImport({ last }: { last: ImportLine | undefined }) {
	const t = useT();
	const [file, setFile] = useState<File | null>(takeFile);
	if (!file) {
		return <FileDrop title={t("import.file.drop")} help={t("import.file.dropHelp")} accept={kinds} onFile={setFile} />;
	}
	return <ChosenFile key={file.name + file.size} file={file} last={last} onLeave={() => setFile(null)} />;
}

type Props = { file: File; last: ImportLine | undefined; onLeave: () => void };

function ChosenFile({ file, last, onLeave }: Props) {
	const t = useT();
	const today = useToday();
	const navigate = useNavigate();
	const portfolios = usePortfolios();
	const heading = useRef<HTMLHeadingElement>(null);
	const [chosen, setChosen] = useState<Partial<Destination>>({});
	const [mapping, setMapping] = useState("auto");
	const { send, cancel, share, error, sending } = useUpload();
	useEffect(() => heading.current?.focus(), []);

	const usual = last?.portfolio?.id || portfolios.data?.find((p) => p.kind !== "filter")?.id || "new";
	const wrong = fieldErrors(error);
	const underField = wrong.portfolio || wrong.portfolio_name || wrong.as_of;
	const value: Destination = { portfolio: usual, name: nameFromFile(file.name), day: today, ...chosen };
	const submit = async () => {
		announce(t("import.file.sending"));
		const made = await send(file, value, mapping);
		if (made) void navigate({ to: `/import/${made.id}`, state: (s) => ({ ...s, focusStep: true }) as never });
	};
	return (
		<section className={startStyles.chosen} aria-labelledby="chosen-file">
			<header className={startStyles.fileHead}>
				<span className={startStyles.fileMark}>
					<Icon name="file" size={20} />
				</span>
				<h2 id="chosen-file" ref={heading} tabIndex={-1} className={startStyles.fileName}>
					{file.name}
				</h2>
				<span className={styles.quiet}>{formatBytes(file.size)}</span>
				<IconButton icon="close" label={t("import.file.other")} onPress={onLeave} isDisabled={sending} small />
			</header>
			<Form onSubmit={() => void submit()} error={underField ? null : error} label={t("import.new")}>
				<DestinationFields
					file={file.name}
					value={value}
					onChange={(change) => setChosen((c) => ({ ...c, ...change }))}
					errors={wrong}
					isDisabled={sending}
				/>
				<MappingChoice value={mapping} onChange={setMapping} isDisabled={sending} />
				{sending && (
					<Progress
						label={share < 1 ? t("import.file.sending") : t("import.file.reading")}
						value={share < 1 ? share * 100 : undefined}
					/>
				)}
				<FormActions>
					<Button
						kind="primary"
						type="submit"
						isDisabled={sending || (value.portfolio === "new" && !value.name.trim())}
					>
						{t("import.file.read")}
					</Button>
					{sending ? (
						<Button onPress={cancel}>{t("action.cancel")}</Button>
					) : (
						<Button kind="quiet" onPress={onLeave}>
							{t("import.file.other")}
						</Button>
					)}
				</FormActions>
			</Form>
		</section>
	);
}

function MappingChoice(props: { value: string; onChange: (id: string) => void; isDisabled: boolean }) {
	const t = useT();
	const mappings = useMappings();
	const saved = (mappings.data ?? []).filter((m) => m.object === "project" && m.name);
	if (saved.length === 0) return null;
	return (
		<Select
			{...props}
			label={t("import.file.mapping")}
			help={t("import.file.mappingHelp")}
			options={[{ id: "auto", name: t("import.file.mappingAuto") }, ...saved.map((m) => ({ id: m.id, name: m.name }))]}
		/>
	);
}
