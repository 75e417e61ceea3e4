import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { takeFile } from "../../data/dropped";
import { useToday } from "../../data/me";
import { fold } from "../../format/fold";
import { formatBytes } from "../../format/number";
import { useT } from "../../i18n/use-lang";
import { announce } from "../../ui/announce";
import { Button, IconButton } from "../../ui/button";
import { FileDrop } from "../../ui/drop-zone";
import { Form, FormActions, fieldErrors } from "../../ui/form";
import { Icon } from "../../ui/icon";
import { Progress } from "../../ui/progress";
import { Segmented } from "../../ui/segmented";
import { Select } from "../../ui/select";
import { Skeleton } from "../../ui/states";
import { useParam } from "../../url/use-search";
import { type Destination, DestinationFields } from "./destination";
import styles from "./import.module.css";
import { nameFromFile } from "./logic";
import { type Portfolio, useMappings, useObjects, usePortfolios } from "./queries";
import startStyles from "./start.module.css";
import type { ImportLine, ImportObject } from "./types";
import { useUpload } from "./use-upload";

const kinds = [".csv", ".tsv", ".txt", ".xlsx", ".xlsm"];

// NewImport takes a file of one kind of object, asks where it goes, and sends it.
// The address holds the kind, so that other pages can lead here.
export function NewImport({ past }: { past: ImportLine[] }) {
	const t = useT();
	const [file, setFile] = useState<File | null>(takeFile);
	const [wanted, setWanted] = useParam("object");
	const objects = useObjects().data ?? [];
	const object = objects.find((o) => o.object === wanted) ?? objects[0];
	if (!object) return <Skeleton lines={4} />;
	return (
		<>
			{objects.length > 1 && (
				<div className={startStyles.what}>
					<Segmented
						label={t("import.what")}
						value={object.object}
						onChange={(o) => setWanted(o, { replace: true })}
						options={objects.map((o) => ({ id: o.object, name: o.label }))}
					/>
					<p className={styles.quiet}>{object.help}</p>
				</div>
			)}
			{file ? (
				<ChosenFile key={file.name + file.size} file={file} object={object} past={past} onLeave={() => setFile(null)} />
			) : (
				<FileDrop title={t("import.file.drop")} help={t("import.file.dropHelp")} accept={kinds} onFile={setFile} />
			)}
		</>
	);
}

type Props = { file: File; object: ImportObject; past: ImportLine[]; onLeave: () => void };

function ChosenFile({ file, object, past, onLeave }: Props) {
	const t = useT();
	const today = useToday();
	const navigate = useNavigate();
	const portfolios = usePortfolios();
	const heading = useRef<HTMLHeadingElement>(null);
	const [chosen, setChosen] = useState<Partial<Destination>>({});
	const [mapping, setMapping] = useState("auto");
	const { send, cancel, share, error, sending } = useUpload();
	useEffect(() => heading.current?.focus(), []);

	const usual = usualPortfolio(file.name, past, portfolios.data ?? []);
	const wrong = fieldErrors(error);
	const underField = wrong.portfolio || wrong.portfolio_name || wrong.as_of;
	const value: Destination = { portfolio: usual, name: nameFromFile(file.name), day: today, ...chosen };
	const submit = async () => {
		announce(t("import.file.sending"));
		const made = await send(file, object.object, value, mapping);
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
				{(object.portfolio || object.dated) && (
					<DestinationFields
						file={file.name}
						portfolio={object.portfolio}
						value={value}
						onChange={(change) => setChosen((c) => ({ ...c, ...change }))}
						errors={wrong}
						isDisabled={sending}
					/>
				)}
				<MappingChoice object={object.object} value={mapping} onChange={setMapping} isDisabled={sending} />
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
						isDisabled={sending || (object.portfolio && value.portfolio === "new" && !value.name.trim())}
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

// usualPortfolio is where a file goes unless the person says otherwise: where the
// last file of its name went, or into the portfolio of its name. Any other file makes
// a portfolio of its own, for what it does not name would leave an existing one.
export function usualPortfolio(name: string, past: ImportLine[], portfolios: Portfolio[]): string {
	const own = fold(nameFromFile(name));
	const last = past.find((i) => i.portfolio?.id && fold(nameFromFile(i.file.name)) === own);
	if (last?.portfolio) return last.portfolio.id;
	return portfolios.find((p) => p.kind !== "filter" && fold(p.name) === own)?.id ?? "new";
}

type MappingProps = { object: string; value: string; onChange: (id: string) => void; isDisabled: boolean };

function MappingChoice({ object, ...props }: MappingProps) {
	const t = useT();
	const mappings = useMappings();
	const saved = (mappings.data ?? []).filter((m) => m.object === object && !m.automatic);
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
