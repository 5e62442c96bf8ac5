<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Map</name>
    <message>
        <source>Principal components need two spots that differ.</source>
        <translation>Hauptkomponenten brauchen zwei Spots, die sich unterscheiden.</translation>
    </message>
    <message>
        <source>PCA 1</source>
        <translation>PCA 1</translation>
    </message>
    <message>
        <source>First component (%1 % of the variance)</source>
        <translation>Erste Komponente (%1 % der Varianz)</translation>
    </message>
    <message>
        <source>PCA RGB</source>
        <translation>PCA RGB</translation>
    </message>
    <message>
        <source>Correlation with the measurement</source>
        <translation>Korrelation mit der Messung</translation>
    </message>
    <message>
        <source>The correlation needs a prediction and a measurement.</source>
        <translation>Die Korrelation braucht eine Vorhersage und eine Messung.</translation>
    </message>
    <message>
        <source>None of these spots was measured.</source>
        <translation>Keiner dieser Spots wurde gemessen.</translation>
    </message>
    <message>
        <source>Prediction and measurement share fewer than two genes.</source>
        <translation>Vorhersage und Messung haben weniger als zwei Gene gemeinsam.</translation>
    </message>
    <message>
        <source>Correlation over %1 genes</source>
        <translation>Korrelation über %1 Gene</translation>
    </message>
    <message>
        <source>The residual needs a prediction and a measurement.</source>
        <translation>Das Residuum braucht eine Vorhersage und eine Messung.</translation>
    </message>
    <message>
        <source>%1: %2 − %3</source>
        <translation>%1: %2 − %3</translation>
    </message>
    <message>
        <source>Difference of z scores</source>
        <translation>Differenz der z-Werte</translation>
    </message>
    <message>
        <source>Difference, %1</source>
        <translation>Differenz, %1</translation>
    </message>
    <message>
        <source>%1: disagreement of %2 methods, z scores</source>
        <translation>%1: Uneinigkeit von %2 Verfahren, z-Werte</translation>
    </message>
    <message>
        <source>%1: disagreement of %2 methods</source>
        <translation>%1: Uneinigkeit von %2 Verfahren</translation>
    </message>
    <message>
        <source>Disagreement needs two methods that have %1.</source>
        <translation>Uneinigkeit braucht zwei Verfahren, die %1 haben.</translation>
    </message>
    <message>
        <source>Standard deviation of z scores</source>
        <translation>Standardabweichung der z-Werte</translation>
    </message>
    <message>
        <source>Standard deviation, %1</source>
        <translation>Standardabweichung, %1</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Gemessen</translation>
    </message>
    <message>
        <source>Predicted (%1)</source>
        <translation>Vorhergesagt (%1)</translation>
    </message>
    <message>
        <source>%1 was not measured in this section.</source>
        <translation>%1 wurde in diesem Schnitt nicht gemessen.</translation>
    </message>
    <message>
        <source>%1 is not among the genes that these weights predict.</source>
        <translation>%1 gehört nicht zu den Genen, die diese Gewichte vorhersagen.</translation>
    </message>
    <message>
        <source>%2 does not have %1.</source>
        <translation>%2 hat %1 nicht.</translation>
    </message>
    <message>
        <source>%2 has no column %1.</source>
        <translation>%2 hat keine Spalte %1.</translation>
    </message>
    <message>
        <source>Border spots</source>
        <translation>Randspots</translation>
    </message>
    <message>
        <source>It is not known which patches reached beyond the slide.</source>
        <translation>Es ist nicht bekannt, welche Ausschnitte über den Schnitt hinausreichten.</translation>
    </message>
    <message>
        <source>Patch</source>
        <translation>Ausschnitt</translation>
    </message>
    <message>
        <source>Score of %1 genes</source>
        <translation>Score von %1 Genen</translation>
    </message>
    <message>
        <source>None of these genes varies in this layer.</source>
        <translation>Keines dieser Gene variiert in dieser Ebene.</translation>
    </message>
    <message>
        <source>Mean z score of %1 of %2 genes</source>
        <translation>Mittlerer z-Wert von %1 von %2 Genen</translation>
    </message>
    <message>
        <source>ln(1 + CPM of the selected genes)</source>
        <translation>ln(1 + CPM der gewählten Gene)</translation>
    </message>
    <message>
        <source>ln(1 + CPM of all genes)</source>
        <translation>ln(1 + CPM aller Gene)</translation>
    </message>
    <message>
        <source>ln(1 + count)</source>
        <translation>ln(1 + Anzahl)</translation>
    </message>
    <message>
        <source>Pearson residual of the count</source>
        <translation>Pearson-Residuum der Anzahl</translation>
    </message>
    <message>
        <source>count</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>Mean of %1 genes</source>
        <translation>Mittel von %1 Genen</translation>
    </message>
    <message>
        <source>This layer has none of these genes.</source>
        <translation>Diese Ebene hat keines dieser Gene.</translation>
    </message>
    <message>
        <source>Mean of %1 of %2 genes, %3</source>
        <translation>Mittel von %1 der %2 Gene, %3</translation>
    </message>
    <message>
        <source>%1, interpolated</source>
        <translation>%1, interpoliert</translation>
    </message>
    <message>
        <source>value, normalisation not stated</source>
        <translation>Wert, Normalisierung nicht angegeben</translation>
    </message>
    <message>
        <source>Share of a zoom level, %1</source>
        <translation>Anteil einer Zoomstufe, %1</translation>
    </message>
    <message>
        <source>Percentile among the training&apos;s spots</source>
        <translation>Perzentil unter den Spots des Trainings</translation>
    </message>
    <message>
        <source>Inferred (%1)</source>
        <translation>Geschätzt (%1)</translation>
    </message>
    <message>
        <source>%1, inferred between the spots</source>
        <translation>%1, zwischen den Spots geschätzt</translation>
    </message>
</context>
<context>
    <name>Picture</name>
    <message>
        <source>haematoxylin</source>
        <translation>Hämatoxylin</translation>
    </message>
    <message>
        <source>eosin</source>
        <translation>Eosin</translation>
    </message>
    <message>
        <source>residual stain</source>
        <translation>Restfarbe</translation>
    </message>
    <message>
        <source>%1 alone</source>
        <translation>%1 allein</translation>
    </message>
    <message>
        <source>brightness %1 %</source>
        <translation>Helligkeit %1 %</translation>
    </message>
    <message>
        <source>contrast %1 %</source>
        <translation>Kontrast %1 %</translation>
    </message>
    <message>
        <source>gamma %1</source>
        <translation>Gamma %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>Run</name>
    <message>
        <source>This slide is sharper than any training section (variance of the Laplacian %1; there %2 to %3)</source>
        <translation>Dieser Schnitt ist schärfer als jeder Trainingsschnitt (Varianz des Laplace-Operators %1; dort %2 bis %3)</translation>
    </message>
    <message>
        <source>This slide is less sharp than any training section (variance of the Laplacian %1; there %2 to %3)</source>
        <translation>Dieser Schnitt ist unschärfer als jeder Trainingsschnitt (Varianz des Laplace-Operators %1; dort %2 bis %3)</translation>
    </message>
    <message>
        <source>%1 % of the spots (%2 of %3) lie farther from the training spots than 99 % of these do: what is predicted there is extrapolated</source>
        <translation>%1 % der Spots (%2 von %3) liegen weiter von den Trainingsspots entfernt als 99 % von diesen: Was dort vorhergesagt wird, ist extrapoliert</translation>
    </message>
    <message>
        <source>Trained at %1 µm/px, and the slide&apos;s scale is unknown: its pixels are taken as if they were of that scale</source>
        <translation>Mit %1 µm/px trainiert, und der Maßstab des Schnitts ist unbekannt: Seine Pixel werden so genommen, als hätten sie diesen Maßstab</translation>
    </message>
    <message>
        <source>Trained at %1 µm/px, slide %2: patches are resampled</source>
        <translation>Mit %1 µm/px trainiert, Schnitt %2: Die Ausschnitte werden umgerechnet</translation>
    </message>
    <message>
        <source>Trained at %1 µm/px, slide %2: patches are enlarged, and what is finer than the slide&apos;s pixels is missing</source>
        <translation>Mit %1 µm/px trainiert, Schnitt %2: Die Ausschnitte werden vergrößert, und was feiner ist als die Pixel des Schnitts, fehlt</translation>
    </message>
    <message>
        <source>This slide is %1 % more haematoxylin-stained than any training section (optical density %2; there %3 to %4)</source>
        <translation>Dieser Schnitt ist um %1 % stärker mit Hämatoxylin gefärbt als jeder Trainingsschnitt (optische Dichte %2; dort %3 bis %4)</translation>
    </message>
    <message>
        <source>This slide is %1 % less haematoxylin-stained than any training section (optical density %2; there %3 to %4)</source>
        <translation>Dieser Schnitt ist um %1 % schwächer mit Hämatoxylin gefärbt als jeder Trainingsschnitt (optische Dichte %2; dort %3 bis %4)</translation>
    </message>
    <message>
        <source>This slide is %1 % more eosinophilic than any training section (optical density %2; there %3 to %4)</source>
        <translation>Dieser Schnitt ist um %1 % stärker mit Eosin gefärbt als jeder Trainingsschnitt (optische Dichte %2; dort %3 bis %4)</translation>
    </message>
    <message>
        <source>This slide is %1 % less eosinophilic than any training section (optical density %2; there %3 to %4)</source>
        <translation>Dieser Schnitt ist um %1 % schwächer mit Eosin gefärbt als jeder Trainingsschnitt (optische Dichte %2; dort %3 bis %4)</translation>
    </message>
    <message>
        <source>This slide is more haematoxylin-stained than any training section (optical density %1; there %2 to %3)</source>
        <translation>Dieser Schnitt ist stärker mit Hämatoxylin gefärbt als jeder Trainingsschnitt (optische Dichte %1; dort %2 bis %3)</translation>
    </message>
    <message>
        <source>This slide is less haematoxylin-stained than any training section (optical density %1; there %2 to %3)</source>
        <translation>Dieser Schnitt ist schwächer mit Hämatoxylin gefärbt als jeder Trainingsschnitt (optische Dichte %1; dort %2 bis %3)</translation>
    </message>
    <message>
        <source>This slide is more eosinophilic than any training section (optical density %1; there %2 to %3)</source>
        <translation>Dieser Schnitt ist stärker mit Eosin gefärbt als jeder Trainingsschnitt (optische Dichte %1; dort %2 bis %3)</translation>
    </message>
    <message>
        <source>This slide is less eosinophilic than any training section (optical density %1; there %2 to %3)</source>
        <translation>Dieser Schnitt ist schwächer mit Eosin gefärbt als jeder Trainingsschnitt (optische Dichte %1; dort %2 bis %3)</translation>
    </message>
</context>
<context>
    <name>transcope::app::ExportCommands</name>
    <message>
        <source>Saved %1</source>
        <translation>%1 gespeichert</translation>
    </message>
    <message>
        <source>Save Overlay</source>
        <translation>Überlagerung speichern</translation>
    </message>
    <message>
        <source>Pictures (*.png *.tif *.svg *.pdf)</source>
        <translation>Bilder (*.png *.tif *.svg *.pdf)</translation>
    </message>
    <message>
        <source>Export Prediction</source>
        <translation>Vorhersage exportieren</translation>
    </message>
    <message>
        <source>AnnData (*.h5ad);;Table (*.csv);;Table for Loupe (*.loupe.csv)</source>
        <translation>AnnData (*.h5ad);;Tabelle (*.csv);;Tabelle für Loupe (*.loupe.csv)</translation>
    </message>
    <message>
        <source>Folder for the Pictures</source>
        <translation>Ordner für die Bilder</translation>
    </message>
    <message>
        <source>Save Figure</source>
        <translation>Abbildung speichern</translation>
    </message>
    <message>
        <source>Figures (*.pdf *.svg *.png *.tif)</source>
        <translation>Abbildungen (*.pdf *.svg *.png *.tif)</translation>
    </message>
    <message numerus="yes">
        <source>Drawing %Ln genes …</source>
        <translation>
            <numerusform>%Ln Gen wird gezeichnet …</numerusform>
            <numerusform>%Ln Gene werden gezeichnet …</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save Report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Reports (*.pdf)</source>
        <translation>Berichte (*.pdf)</translation>
    </message>
    <message>
        <source>Making the report …</source>
        <translation>Der Bericht entsteht …</translation>
    </message>
</context>
<context>
    <name>transcope::app::FileCommands</name>
    <message>
        <source>Open Slide</source>
        <translation>Schnitt öffnen</translation>
    </message>
    <message>
        <source>Open Expression</source>
        <translation>Expression öffnen</translation>
    </message>
    <message>
        <source>Expression (*.h5ad *.h5 *.tsv *.tsv.gz *.csv *.txt *.mtx *.mtx.gz);;All files (*)</source>
        <translation>Expression (*.h5ad *.h5 *.tsv *.tsv.gz *.csv *.txt *.mtx *.mtx.gz);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open Folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Open Session</source>
        <translation>Sitzung öffnen</translation>
    </message>
    <message>
        <source>Transcope sessions (*.transcope)</source>
        <translation>Transcope-Sitzungen (*.transcope)</translation>
    </message>
    <message>
        <source>Import Layer</source>
        <translation>Ebene importieren</translation>
    </message>
    <message>
        <source>Layers (*.h5ad *.csv *.tsv *.transcope);;All files (*)</source>
        <translation>Ebenen (*.h5ad *.csv *.tsv *.transcope);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Clear List</source>
        <translation>Liste leeren</translation>
    </message>
    <message>
        <source>Folder of Training Sections</source>
        <translation>Ordner der Trainingsschnitte</translation>
    </message>
    <message>
        <source>Slides and pictures (%1);;All files (*)</source>
        <translation>Schnitte und Bilder (%1);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>transcope::app::FolderCommands</name>
    <message>
        <source>Slides of a Folder</source>
        <translation>Schnitte eines Ordners</translation>
    </message>
    <message>
        <source>This is the last slide of its folder.</source>
        <translation>Dies ist der letzte Schnitt seines Ordners.</translation>
    </message>
    <message>
        <source>This is the first slide of its folder.</source>
        <translation>Dies ist der erste Schnitt seines Ordners.</translation>
    </message>
</context>
<context>
    <name>transcope::app::GuideWindow</name>
    <message>
        <source>Guide</source>
        <translation>Anleitung</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>The guide was not installed with this program.</source>
        <translation>Die Anleitung wurde nicht mit diesem Programm installiert.</translation>
    </message>
</context>
<context>
    <name>transcope::app::HelpCommands</name>
    <message>
        <source>About Transcope</source>
        <translation>Über Transcope</translation>
    </message>
    <message>
        <source>Transcope %1

A viewer for spatial transcriptomics predicted from H&amp;E slides.
Predictions are estimates for research and no basis for a diagnosis.</source>
        <translation>Transcope %1

Ein Betrachter für räumliche Transkriptomik, vorhergesagt aus H&amp;E-Schnitten.
Vorhersagen sind Schätzungen für die Forschung und keine Grundlage für eine Diagnose.</translation>
    </message>
</context>
<context>
    <name>transcope::app::LogWindow</name>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>What was said since the start</source>
        <translation>Was seit dem Start gemeldet wurde</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
</context>
<context>
    <name>transcope::app::MainWindow</name>
    <message>
        <source>Prediction</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Ebenen</translation>
    </message>
    <message>
        <source>Genes</source>
        <translation>Gene</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>Spot</source>
        <translation>Spot</translation>
    </message>
    <message>
        <source>Expression Landscape</source>
        <translation>Expressionslandschaft</translation>
    </message>
    <message>
        <source>%1 – Transcope</source>
        <translation>%1 – Transcope</translation>
    </message>
    <message>
        <source>Opening %1  %2</source>
        <translation>%1 wird geöffnet  %2</translation>
    </message>
    <message>
        <source>Predicting  %1</source>
        <translation>Vorhersage läuft  %1</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 gespeichert</translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation>Wird gespeichert …</translation>
    </message>
    <message>
        <source>Opening …</source>
        <translation>Wird geöffnet …</translation>
    </message>
    <message>
        <source>Making the demo …</source>
        <translation>Demo wird erzeugt …</translation>
    </message>
    <message>
        <source>Making the demo  %1</source>
        <translation>Demo wird erzeugt  %1</translation>
    </message>
    <message>
        <source>Deviation and Error</source>
        <translation>Abweichung und Fehler</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>Gene Charts</source>
        <translation>Diagramme zum Gen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln lists of genes of %1</source>
        <translation>
            <numerusform>%Ln Genliste aus %1</numerusform>
            <numerusform>%Ln Genlisten aus %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Saving  %1</source>
        <translation>Wird gespeichert  %1</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Regionen</translation>
    </message>
    <message>
        <source>%1.</source>
        <comment>a sentence</comment>
        <translation>%1.</translation>
    </message>
</context>
<context>
    <name>transcope::app::MainWindowActions</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Open Slide…</source>
        <translation>Schnitt ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>Open &amp;Expression…</source>
        <translation>&amp;Expression öffnen …</translation>
    </message>
    <message>
        <source>Open &amp;Session…</source>
        <translation>&amp;Sitzung öffnen …</translation>
    </message>
    <message>
        <source>&amp;Import Layer…</source>
        <translation>Ebene &amp;importieren …</translation>
    </message>
    <message>
        <source>&amp;Recent Files</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Save &amp;Picture of the Spots…</source>
        <translation>&amp;Bild der Spots speichern …</translation>
    </message>
    <message>
        <source>Save Picture of the &amp;View…</source>
        <translation>Bild der &amp;Ansicht speichern …</translation>
    </message>
    <message>
        <source>Save Picture of the &amp;Whole Slide…</source>
        <translation>Bild des ganzen &amp;Schnitts speichern …</translation>
    </message>
    <message>
        <source>E&amp;xport Prediction…</source>
        <translation>Vorhersage e&amp;xportieren …</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>Zoom to &amp;Fit</source>
        <translation>&amp;Einpassen</translation>
    </message>
    <message>
        <source>&amp;One to One</source>
        <translation>Eins zu e&amp;ins</translation>
    </message>
    <message>
        <source>Zoom &amp;In</source>
        <translation>&amp;Vergrößern</translation>
    </message>
    <message>
        <source>Zoom O&amp;ut</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
    <message>
        <source>&amp;Add View</source>
        <translation>Ansicht &amp;hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Close View</source>
        <translation>Ansicht &amp;schließen</translation>
    </message>
    <message>
        <source>&amp;Next View</source>
        <translation>&amp;Nächste Ansicht</translation>
    </message>
    <message>
        <source>This View A&amp;lone</source>
        <translation>Diese Ansicht a&amp;llein</translation>
    </message>
    <message>
        <source>Views in a G&amp;rid</source>
        <translation>Ansichten im &amp;Raster</translation>
    </message>
    <message>
        <source>S&amp;wipe to the Next View’s Map</source>
        <translation>Karte der nächsten Ansicht auf&amp;ziehen</translation>
    </message>
    <message>
        <source>&amp;Blink to the Next View’s Map</source>
        <translation>Zur Karte der nächsten Ansicht &amp;blinken</translation>
    </message>
    <message>
        <source>&amp;Go to Position…</source>
        <translation>&amp;Gehe zu Position …</translation>
    </message>
    <message>
        <source>&amp;Overlay</source>
        <translation>Ü&amp;berlagerung</translation>
    </message>
    <message>
        <source>&amp;Scale Bar</source>
        <translation>&amp;Maßstab</translation>
    </message>
    <message>
        <source>&amp;Minimap</source>
        <translation>Ü&amp;bersichtskarte</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>&amp;Leisten</translation>
    </message>
    <message>
        <source>&amp;Hide Panels</source>
        <translation>Leisten &amp;ausblenden</translation>
    </message>
    <message>
        <source>&amp;Colours of the Window</source>
        <translation>&amp;Farben des Fensters</translation>
    </message>
    <message>
        <source>As the &amp;System</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>S&amp;prache</translation>
    </message>
    <message>
        <source>&amp;Prediction</source>
        <translation>&amp;Vorhersage</translation>
    </message>
    <message>
        <source>&amp;Run Prediction</source>
        <translation>Vorhersage &amp;starten</translation>
    </message>
    <message>
        <source>&amp;Cancel Prediction</source>
        <translation>Vorhersage a&amp;bbrechen</translation>
    </message>
    <message>
        <source>Choose &amp;Weights…</source>
        <translation>&amp;Gewichte wählen …</translation>
    </message>
    <message>
        <source>Choose &amp;Program…</source>
        <translation>&amp;Programm wählen …</translation>
    </message>
    <message>
        <source>&amp;Find Gene</source>
        <translation>Gen &amp;suchen</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Commands…</source>
        <translation>&amp;Befehle …</translation>
    </message>
    <message>
        <source>&amp;About Transcope</source>
        <translation>Ü&amp;ber Transcope</translation>
    </message>
    <message>
        <source>&amp;Guide</source>
        <translation>An&amp;leitung</translation>
    </message>
    <message>
        <source>Open &amp;Folder…</source>
        <translation>&amp;Ordner öffnen …</translation>
    </message>
    <message>
        <source>Open the &amp;Demo</source>
        <translation>&amp;Demo öffnen</translation>
    </message>
    <message>
        <source>&amp;Log</source>
        <translation>&amp;Protokoll</translation>
    </message>
    <message>
        <source>Report a &amp;Problem…</source>
        <translation>Ein &amp;Problem melden …</translation>
    </message>
    <message>
        <source>Save &amp;Figure of Maps…</source>
        <translation>&amp;Abbildung der Karten speichern…</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Draw Regions</source>
        <translation>Regionen &amp;zeichnen</translation>
    </message>
    <message>
        <source>&amp;Move</source>
        <translation>Be&amp;wegen</translation>
    </message>
    <message>
        <source>&amp;Rectangle</source>
        <translation>&amp;Rechteck</translation>
    </message>
    <message>
        <source>&amp;Polygon</source>
        <translation>&amp;Polygon</translation>
    </message>
    <message>
        <source>&amp;Lasso</source>
        <translation>&amp;Lasso</translation>
    </message>
    <message>
        <source>&amp;Brush</source>
        <translation>P&amp;insel</translation>
    </message>
    <message>
        <source>Region of What the &amp;View Shows</source>
        <translation>Region aus der &amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Import Regions…</source>
        <translation>Regionen &amp;importieren …</translation>
    </message>
    <message>
        <source>E&amp;xport Regions…</source>
        <translation>Regionen e&amp;xportieren …</translation>
    </message>
    <message>
        <source>Save &amp;Report…</source>
        <translation>&amp;Bericht speichern…</translation>
    </message>
    <message>
        <source>Ro&amp;tation…</source>
        <translation>Dre&amp;hung…</translation>
    </message>
    <message>
        <source>Ma&amp;gnification</source>
        <translation>Ver&amp;größerung</translation>
    </message>
    <message>
        <source>The slide does not say its scale</source>
        <translation>Der Schnitt nennt seinen Maßstab nicht</translation>
    </message>
    <message>
        <source>&amp;Measure a Distance</source>
        <translation>Strecke &amp;messen</translation>
    </message>
    <message>
        <source>Add &amp;Baselines…</source>
        <translation>&amp;Vergleichswerte hinzufügen…</translation>
    </message>
    <message>
        <source>Slides of a Folde&amp;r…</source>
        <translation>Schnitte eines O&amp;rdners…</translation>
    </message>
    <message>
        <source>&amp;Next Slide</source>
        <translation>&amp;Nächster Schnitt</translation>
    </message>
    <message>
        <source>Previous S&amp;lide</source>
        <translation>&amp;Voriger Schnitt</translation>
    </message>
    <message>
        <source>&amp;Brightness and Contrast…</source>
        <translation>&amp;Helligkeit und Kontrast…</translation>
    </message>
    <message>
        <source>Label and Macro Ima&amp;ge…</source>
        <translation>Etikett und &amp;Übersichtsbild…</translation>
    </message>
    <message>
        <source>One S&amp;tain Alone</source>
        <translation>Ein Farb&amp;stoff allein</translation>
    </message>
    <message>
        <source>&amp;Haematoxylin</source>
        <translation>&amp;Hämatoxylin</translation>
    </message>
    <message>
        <source>&amp;Eosin</source>
        <translation>&amp;Eosin</translation>
    </message>
    <message>
        <source>&amp;Neither (Residual)</source>
        <translation>&amp;Keiner von beiden (Rest)</translation>
    </message>
</context>
<context>
    <name>transcope::app::ProblemReport</name>
    <message>
        <source>Report a Problem</source>
        <translation>Ein Problem melden</translation>
    </message>
    <message>
        <source>Nothing is sent. Read the text, say what you did, and take out what should not leave this machine: the log names files, and names of slides may name patients. Then copy it into your report.</source>
        <translation>Nichts wird gesendet. Lesen Sie den Text, schreiben Sie, was Sie getan haben, und streichen Sie, was diesen Rechner nicht verlassen soll: Das Protokoll nennt Dateien, und Namen von Schnitten können Patienten nennen. Kopieren Sie ihn dann in Ihre Meldung.</translation>
    </message>
    <message>
        <source>Text of the report</source>
        <translation>Text der Meldung</translation>
    </message>
    <message>
        <source>&amp;Copy to the Clipboard</source>
        <translation>In die &amp;Zwischenablage kopieren</translation>
    </message>
</context>
<context>
    <name>transcope::app::RegionCommands</name>
    <message>
        <source>Regions are kept in %1</source>
        <translation>Regionen werden in %1 aufbewahrt</translation>
    </message>
    <message>
        <source>Regions (*.geojson *.geojson.gz *.json)</source>
        <translation>Regionen (*.geojson *.geojson.gz *.json)</translation>
    </message>
    <message>
        <source>Import Regions</source>
        <translation>Regionen importieren</translation>
    </message>
    <message>
        <source>Export Regions</source>
        <translation>Regionen exportieren</translation>
    </message>
    <message>
        <source>Regions (*.geojson)</source>
        <translation>Regionen (*.geojson)</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 gespeichert</translation>
    </message>
    <message numerus="yes">
        <source>%Ln regions of %1</source>
        <translation>
            <numerusform>%Ln Region von %1</numerusform>
            <numerusform>%Ln Regionen von %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::app::RunNotices</name>
    <message>
        <source>%1.</source>
        <comment>a sentence</comment>
        <translation>%1.</translation>
    </message>
    <message numerus="yes">
        <source>%n prediction(s) of this slide were not finished when it was last open.</source>
        <translation>
            <numerusform>%n Vorhersage dieses Schnitts war nicht fertig, als er zuletzt geöffnet war.</numerusform>
            <numerusform>%n Vorhersagen dieses Schnitts waren nicht fertig, als er zuletzt geöffnet war.</numerusform>
        </translation>
    </message>
    <message>
        <source>Go On</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>%1 holds a program (TorchScript), which can do whatever you can. Nothing of it was run. Trust it, once and for all, only if you know where it comes from.</source>
        <translation>%1 enthält ein Programm (TorchScript), das alles darf, was Sie dürfen. Nichts davon wurde ausgeführt. Vertrauen Sie ihm, ein für alle Mal, nur wenn Sie wissen, woher es kommt.</translation>
    </message>
    <message>
        <source>Trust and Run</source>
        <translation>Vertrauen und ausführen</translation>
    </message>
    <message>
        <source>The prediction stopped: its background process ended (%1). The %2 spots predicted so far are kept; restarting does only the rest.</source>
        <translation>Die Vorhersage wurde unterbrochen: Ihr Hintergrundprozess endete (%1). Die bisher vorhergesagten %2 Spots bleiben; ein Neustart rechnet nur den Rest.</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Neu starten</translation>
    </message>
</context>
<context>
    <name>transcope::app::Startup</name>
    <message>
        <source>%1 holds a program that is not trusted</source>
        <translation>%1 enthält ein Programm, dem nicht vertraut wird</translation>
    </message>
    <message>
        <source>There is no spot %1</source>
        <translation>Es gibt keinen Spot %1</translation>
    </message>
    <message>
        <source>%1 could not be written</source>
        <translation>%1 konnte nicht geschrieben werden</translation>
    </message>
</context>
<context>
    <name>transcope::app::ViewCommands</name>
    <message>
        <source>%1 is shown in place of %2.</source>
        <translation>%1 wird anstelle von %2 gezeigt.</translation>
    </message>
    <message>
        <source>Show Both</source>
        <translation>Beide zeigen</translation>
    </message>
    <message>
        <source>Go to Position</source>
        <translation>Gehe zu Position</translation>
    </message>
    <message>
        <source>x, y in px, or with µm at the end:</source>
        <translation>x, y in px, oder mit µm am Ende:</translation>
    </message>
    <message>
        <source>“%1” is no position. Write for example “12000, 8000” or “5000, 3200 µm” (µm needs a known scale).</source>
        <translation>„%1“ ist keine Position. Schreiben Sie zum Beispiel „12000, 8000“ oder „5000, 3200 µm“ (µm braucht einen bekannten Maßstab).</translation>
    </message>
</context>
<context>
    <name>transcope::ui</name>
    <message>
        <source>x %1  y %2 px</source>
        <translation>x %1  y %2 px</translation>
    </message>
    <message>
        <source>   ·   %1, %2 µm</source>
        <translation>   ·   %1; %2 µm</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 · scale unknown</source>
        <translation>%1 · Maßstab unbekannt</translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation>noch %1 s</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation>noch etwa %1 min</translation>
    </message>
    <message>
        <source>about %1 h left</source>
        <translation>noch etwa %1 h</translation>
    </message>
    <message>
        <source>mean held-out r %1</source>
        <translation>mittleres r auf Ungesehenem %1</translation>
    </message>
    <message>
        <source>a section is predicted as a whole, all or nothing</source>
        <translation>ein Schnitt wird als Ganzes vorhergesagt, ganz oder gar nicht</translation>
    </message>
    <message>
        <source>These weights do not say what they were trained on.</source>
        <translation>Diese Gewichte sagen nicht, womit sie trainiert wurden.</translation>
    </message>
    <message>
        <source>Trained on %1</source>
        <translation>Trainiert mit %1</translation>
    </message>
    <message>
        <source>Split: %1</source>
        <translation>Aufteilung: %1</translation>
    </message>
    <message>
        <source>Held-out correlation unknown</source>
        <translation>Korrelation auf Ungesehenem unbekannt</translation>
    </message>
    <message>
        <source>These weights were trained on synthetic demo sections; on real tissue the map shows only that the software works.</source>
        <translation>Diese Gewichte wurden mit synthetischen Demoschnitten trainiert; auf echtem Gewebe zeigt die Karte nur, dass die Software funktioniert.</translation>
    </message>
    <message>
        <source>%1, a program&apos;s own model</source>
        <translation>%1, das eigene Modell eines Programms</translation>
    </message>
    <message>
        <source>Beyond depth %1: what is left once the number of transcripts in each spot is accounted for</source>
        <translation>Über die Tiefe hinaus %1: was bleibt, wenn die Zahl der Transkripte je Spot berücksichtigt ist</translation>
    </message>
    <message>
        <source>The authors of M2OST publish trained weights as PyTorch files, in the folder weights of their repository Dootmaan/M2OST: MSViT_Small_HER2_best.pth for HER2+ breast cancer, MSViT_Small_GSE144240_best.pth for cSCC, and three more. Download one there and turn it into a weights file on the command line; no code in it is run:</source>
        <translation>Die Autoren von M2OST veröffentlichen trainierte Gewichte als PyTorch-Dateien, im Ordner weights ihres Repositorys Dootmaan/M2OST: MSViT_Small_HER2_best.pth für HER2+-Brustkrebs, MSViT_Small_GSE144240_best.pth für cSCC und drei weitere. Laden Sie dort eine herunter und machen Sie daraus auf der Kommandozeile eine Gewichtsdatei; kein Code darin wird ausgeführt:</translation>
    </message>
    <message>
        <source>The lists of genes her2st, cscc and hbc come with Transcope and have the order of these files. Then choose the new file here.</source>
        <translation>Die Genlisten her2st, cscc und hbc gehören zu Transcope und haben die Reihenfolge dieser Dateien. Wählen Sie danach die neue Datei hier aus.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln genes</source>
        <translation>
            <numerusform>%Ln Gen</numerusform>
            <numerusform>%Ln Gene</numerusform>
        </translation>
    </message>
    <message>
        <source>no value</source>
        <translation>kein Wert</translation>
    </message>
    <message>
        <source>(scale unknown)</source>
        <translation>(Maßstab unbekannt)</translation>
    </message>
    <message>
        <source>Open a slide, or drop one here</source>
        <translation>Einen Schnitt öffnen oder hier ablegen</translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation>%1 px</translation>
    </message>
    <message>
        <source>%1 µm</source>
        <translation>%1 µm</translation>
    </message>
    <message>
        <source>%1 mm</source>
        <translation>%1 mm</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
</context>
<context>
    <name>transcope::ui::CalibrationPanel</name>
    <message>
        <source>Line: all genes, in ten steps of the deviation (root mean square). Dots: the spots of the chosen gene. Dashed: where the deviation tells the whole error.</source>
        <translation>Linie: alle Gene in zehn Stufen der Abweichung (quadratisches Mittel). Punkte: die Spots des gewählten Gens. Gestrichelt: wo die Abweichung den ganzen Fehler angibt.</translation>
    </message>
    <message>
        <source>undefined</source>
        <translation>undefiniert</translation>
    </message>
    <message>
        <source>Here a larger deviation does not mean a larger error.</source>
        <translation>Hier bedeutet eine größere Abweichung keinen größeren Fehler.</translation>
    </message>
    <message>
        <source>Here a larger deviation means a larger error, weakly.</source>
        <translation>Hier bedeutet eine größere Abweichung einen größeren Fehler, aber nur schwach.</translation>
    </message>
    <message>
        <source>Here a larger deviation means a larger error.</source>
        <translation>Hier bedeutet eine größere Abweichung einen größeren Fehler.</translation>
    </message>
    <message>
        <source>Predict measured spots with the box &quot;Deviation over 8 views&quot;: here stands then whether a larger deviation means a larger error.</source>
        <translation>Sagen Sie gemessene Spots mit dem Kästchen „Abweichung über 8 Ansichten“ vorher: Dann steht hier, ob eine größere Abweichung einen größeren Fehler bedeutet.</translation>
    </message>
    <message numerus="yes">
        <source>Rank correlation of deviation and error over the spots: %1 (mean of %Ln genes)</source>
        <translation>
            <numerusform>Rangkorrelation von Abweichung und Fehler über die Spots: %1 (Mittel über %Ln Gen)</numerusform>
            <numerusform>Rangkorrelation von Abweichung und Fehler über die Spots: %1 (Mittel über %Ln Gene)</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 alone: %2</source>
        <translation>%1 allein: %2</translation>
    </message>
    <message>
        <source>All genes together: %1, of %2 values; this follows also that some genes vary more.</source>
        <translation>Alle Gene zusammen: %1, aus %2 Werten; darin steckt auch, dass manche Gene stärker schwanken.</translation>
    </message>
</context>
<context>
    <name>transcope::ui::CalibrationPlot</name>
    <message>
        <source>Deviation over the views</source>
        <translation>Abweichung über die Ansichten</translation>
    </message>
    <message>
        <source>Size of the error</source>
        <translation>Größe des Fehlers</translation>
    </message>
</context>
<context>
    <name>transcope::ui::CommandList</name>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Type a command</source>
        <translation>Befehl eingeben</translation>
    </message>
</context>
<context>
    <name>transcope::ui::DisplayPanel</name>
    <message>
        <source>Grey</source>
        <translation>Grau</translation>
    </message>
    <message>
        <source>Diverging</source>
        <translation>Divergierend</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Deckkraft</translation>
    </message>
    <message>
        <source>A value, or a percentile such as p1, p99 or 99 %</source>
        <translation>Ein Wert, oder ein Perzentil wie p1, p99 oder 99 %</translation>
    </message>
    <message>
        <source>Show overlay</source>
        <translation>Überlagerung zeigen</translation>
    </message>
    <message>
        <source>Spots on the tissue (O)</source>
        <translation>Spots auf dem Gewebe (O)</translation>
    </message>
    <message>
        <source>Also Ctrl + mouse wheel over the slide</source>
        <translation>Auch Strg + Mausrad über dem Schnitt</translation>
    </message>
    <message>
        <source>Same range in all views</source>
        <translation>Gleicher Bereich in allen Ansichten</translation>
    </message>
    <message>
        <source>One colour means the same value wherever the same quantity is shown</source>
        <translation>Eine Farbe bedeutet überall denselben Wert, wo dieselbe Größe gezeigt wird</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Discs</source>
        <translation>Scheiben</translation>
    </message>
    <message>
        <source>Squares</source>
        <translation>Quadrate</translation>
    </message>
    <message>
        <source>Hexagons</source>
        <translation>Sechsecke</translation>
    </message>
    <message>
        <source>Outlines</source>
        <translation>Umrisse</translation>
    </message>
    <message>
        <source>Fade below</source>
        <translation>Blass unter</translation>
    </message>
    <message>
        <source>Spots</source>
        <translation>Spots</translation>
    </message>
    <message>
        <source>No contours</source>
        <translation>Keine Höhenlinien</translation>
    </message>
    <message>
        <source>Lines of equal value, about so many</source>
        <translation>Linien gleichen Wertes, etwa so viele</translation>
    </message>
    <message>
        <source>log</source>
        <translation>log</translation>
    </message>
    <message>
        <source>Colours follow the values&apos; logarithm, where values do not lie about zero</source>
        <translation>Farben folgen dem Logarithmus der Werte, wo diese nicht um null liegen</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Spots below this value or percentile, such as p90, are faded; where values lie about zero, those nearer to it</source>
        <translation>Spots unter diesem Wert oder Perzentil, etwa p90, werden blass; wo Werte um null liegen, die näher daran</translation>
    </message>
    <message numerus="yes">
        <source> contours</source>
        <comment>after a number</comment>
        <translation>
            <numerusform> Höhenlinie</numerusform>
            <numerusform> Höhenlinien</numerusform>
        </translation>
    </message>
    <message>
        <source>Range from</source>
        <translation>Bereich von</translation>
    </message>
    <message>
        <source>Range to</source>
        <translation>Bereich bis</translation>
    </message>
    <message>
        <source>Mark of a spot</source>
        <translation>Zeichen eines Spots</translation>
    </message>
    <message>
        <source>Contour lines</source>
        <translation>Höhenlinien</translation>
    </message>
    <message>
        <source>Smooth surface</source>
        <translation>Glatte Fläche</translation>
    </message>
    <message>
        <source>What stands for a spot; squares and hexagons reach half way to the next one. A smooth surface has values between spots that nobody measured or predicted: linear from one to the next</source>
        <translation>Was für einen Spot steht; Quadrate und Sechsecke reichen bis zur Mitte zum nächsten. Eine glatte Fläche hat zwischen den Spots Werte, die niemand gemessen oder vorhergesagt hat: linear von einem zum nächsten</translation>
    </message>
</context>
<context>
    <name>transcope::ui::Document</name>
    <message>
        <source>Open the slide first: layers are matched with its spots.</source>
        <translation>Zuerst den Schnitt öffnen: Ebenen werden seinen Spots zugeordnet.</translation>
    </message>
    <message>
        <source>%1 was read, but no picture lies beside it. Open the slide first.</source>
        <translation>%1 wurde gelesen, aber daneben liegt kein Bild. Zuerst den Schnitt öffnen.</translation>
    </message>
</context>
<context>
    <name>transcope::ui::ExportController</name>
    <message>
        <source>Not among the genes of any layer: %1</source>
        <translation>In keiner Ebene unter den Genen: %1</translation>
    </message>
</context>
<context>
    <name>transcope::ui::FigureDialog</name>
    <message>
        <source>&amp;Principal components as red, green and blue</source>
        <translation>&amp;Hauptkomponenten als Rot, Grün und Blau</translation>
    </message>
    <message>
        <source>The current view’s &amp;map</source>
        <translation>&amp;Karte der aktuellen Ansicht</translation>
    </message>
    <message>
        <source>The &amp;slide under the spots</source>
        <translation>&amp;Schnitt unter den Spots</translation>
    </message>
    <message>
        <source>&amp;One figure</source>
        <translation>&amp;Eine Abbildung</translation>
    </message>
    <message>
        <source>A picture of &amp;each gene, and a contact sheet</source>
        <translation>Ein Bild &amp;jedes Gens und ein Übersichtsblatt</translation>
    </message>
    <message>
        <source>Figure of Maps</source>
        <translation>Abbildung der Karten</translation>
    </message>
    <message>
        <source>DDX5, FASN</source>
        <translation>DDX5, FASN</translation>
    </message>
    <message>
        <source>&amp;Genes, a row each:</source>
        <translation>&amp;Gene, je eine Zeile:</translation>
    </message>
    <message>
        <source>&amp;Layers, a column each:</source>
        <translation>E&amp;benen, je eine Spalte:</translation>
    </message>
    <message>
        <source> mm</source>
        <translation> mm</translation>
    </message>
    <message>
        <source>A journal’s column is some 85 mm wide, its page 180 mm</source>
        <translation>Die Spalte einer Zeitschrift ist etwa 85 mm breit, ihre Seite 180 mm</translation>
    </message>
    <message>
        <source>&amp;Width:</source>
        <translation>B&amp;reite:</translation>
    </message>
    <message>
        <source>&amp;Dots per inch:</source>
        <translation>P&amp;unkte je Zoll:</translation>
    </message>
</context>
<context>
    <name>transcope::ui::GeneListModel</name>
    <message>
        <source>PCA: first component</source>
        <translation>PCA: erste Komponente</translation>
    </message>
    <message>
        <source>PCA: RGB</source>
        <translation>PCA: RGB</translation>
    </message>
    <message>
        <source>Correlation on sections that the weights were not trained on</source>
        <translation>Korrelation auf Schnitten, mit denen die Gewichte nicht trainiert wurden</translation>
    </message>
    <message>
        <source>Correlation of predicted with measured values across this section&apos;s spots</source>
        <translation>Korrelation von Vorhersage und Messung über die Spots dieses Schnitts</translation>
    </message>
    <message>
        <source>The same beyond depth: what is left of it once the number of transcripts in each spot is accounted for (partial correlation given ln(1 + total count))</source>
        <translation>Dasselbe über die Tiefe hinaus: was davon bleibt, wenn die Zahl der Transkripte je Spot berücksichtigt ist (partielle Korrelation gegeben ln(1 + Gesamtzahl))</translation>
    </message>
    <message>
        <source>Gene</source>
        <translation>Gen</translation>
    </message>
    <message>
        <source>Held-out r</source>
        <translation>r Test</translation>
    </message>
    <message>
        <source>r here</source>
        <translation>r hier</translation>
    </message>
    <message>
        <source>beyond</source>
        <translation>ohne Tiefe</translation>
    </message>
    <message>
        <source>Spots coloured by the first principal component of all compared genes</source>
        <translation>Spots, nach der ersten Hauptkomponente aller verglichenen Gene gefärbt</translation>
    </message>
    <message>
        <source>The first three principal components as red, green and blue</source>
        <translation>Die ersten drei Hauptkomponenten als Rot, Grün und Blau</translation>
    </message>
    <message>
        <source>What the measurement&apos;s file says of each spot</source>
        <translation>Was die Datei der Messung von jedem Spot sagt</translation>
    </message>
    <message>
        <source>Not among the genes that the weights predict</source>
        <translation>Nicht unter den Genen, die die Gewichte vorhersagen</translation>
    </message>
    <message>
        <source>Not measured in this section</source>
        <translation>In diesem Schnitt nicht gemessen</translation>
    </message>
    <message>
        <source>Held-out correlation %1%2</source>
        <translation>Korrelation auf Ungesehenem %1%2</translation>
    </message>
    <message>
        <source> – weak: look at its map with caution</source>
        <translation> – schwach: Die Karte mit Vorsicht betrachten</translation>
    </message>
    <message>
        <source>Correlation in this section %1</source>
        <translation>Korrelation in diesem Schnitt %1</translation>
    </message>
    <message>
        <source>Beyond depth %1: what is left of it once the number of transcripts in each spot is accounted for</source>
        <translation>Über die Tiefe hinaus %1: was davon bleibt, wenn die Zahl der Transkripte je Spot berücksichtigt ist</translation>
    </message>
    <message numerus="yes">
        <source>Mean of the values of %Ln genes: %1</source>
        <translation>
            <numerusform>Mittel der Werte von %Ln Gen: %1</numerusform>
            <numerusform>Mittel der Werte von %Ln Genen: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::ui::GeneNamesEdit</name>
    <message>
        <source>From a List</source>
        <translation>Aus einer Liste</translation>
    </message>
</context>
<context>
    <name>transcope::ui::GenePanel</name>
    <message>
        <source>Predicted genes only</source>
        <translation>Nur vorhergesagte</translation>
    </message>
    <message>
        <source>Search gene by symbol or id</source>
        <translation>Gen nach Symbol oder Kennung suchen</translation>
    </message>
    <message>
        <source>Genes appear with measured expression or a prediction.</source>
        <translation>Gene erscheinen mit gemessener Expression oder einer Vorhersage.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln genes</source>
        <translation>
            <numerusform>%Ln Gen</numerusform>
            <numerusform>%Ln Gene</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln genes</source>
        <translation>
            <numerusform>%1 von %Ln Gen</numerusform>
            <numerusform>%1 von %Ln Genen</numerusform>
        </translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>Listen</translation>
    </message>
    <message>
        <source>Lists of genes, and blends of the genes that are selected</source>
        <translation>Genlisten, und Mischungen der ausgewählten Gene</translation>
    </message>
    <message>
        <source>Blend the Selected Genes</source>
        <translation>Ausgewählte Gene mischen</translation>
    </message>
    <message>
        <source>Two or three genes, each in a colour of its own</source>
        <translation>Zwei oder drei Gene, jedes in einer eigenen Farbe</translation>
    </message>
    <message>
        <source>Keep the Selected Genes as a List…</source>
        <translation>Ausgewählte Gene als Liste behalten …</translation>
    </message>
    <message>
        <source>Import Lists…</source>
        <translation>Listen importieren …</translation>
    </message>
    <message>
        <source>Rename the List…</source>
        <translation>Liste umbenennen …</translation>
    </message>
    <message>
        <source>Remove the List</source>
        <translation>Liste entfernen</translation>
    </message>
    <message>
        <source>A List of Genes</source>
        <translation>Eine Genliste</translation>
    </message>
    <message numerus="yes">
        <source>Name of the list of %Ln genes</source>
        <translation>
            <numerusform>Name der Liste von %Ln Gen</numerusform>
            <numerusform>Name der Liste von %Ln Genen</numerusform>
        </translation>
    </message>
    <message>
        <source>New name of the list</source>
        <translation>Neuer Name der Liste</translation>
    </message>
    <message>
        <source>Import Lists of Genes</source>
        <translation>Genlisten importieren</translation>
    </message>
    <message>
        <source>Lists of genes (*.gmt *.gmt.gz *.txt *.csv *.tsv);;All files (*)</source>
        <translation>Genlisten (*.gmt *.gmt.gz *.txt *.csv *.tsv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Genes and maps</source>
        <translation>Gene und Karten</translation>
    </message>
</context>
<context>
    <name>transcope::ui::GenePlotPanel</name>
    <message>
        <source>Predicted against measured</source>
        <translation>Vorhergesagt gegen gemessen</translation>
    </message>
    <message>
        <source>Values in each layer</source>
        <translation>Werte in jeder Ebene</translation>
    </message>
    <message>
        <source>Genes by their correlation</source>
        <translation>Gene nach ihrer Korrelation</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern …</translation>
    </message>
    <message>
        <source>Choose a gene in the list.</source>
        <translation>Wählen Sie in der Liste ein Gen.</translation>
    </message>
    <message>
        <source>A prediction and a measurement are held against each other here.</source>
        <translation>Hier werden eine Vorhersage und eine Messung einander gegenübergestellt.</translation>
    </message>
    <message>
        <source>%1 is not both measured and predicted here.</source>
        <translation>%1 ist hier nicht sowohl gemessen als auch vorhergesagt.</translation>
    </message>
    <message>
        <source>%1, measured</source>
        <translation>%1, gemessen</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message numerus="yes">
        <source>r = %1, slope %2, %Ln spots</source>
        <translation>
            <numerusform>r = %1, Steigung %2, %Ln Spot</numerusform>
            <numerusform>r = %1, Steigung %2, %Ln Spots</numerusform>
        </translation>
    </message>
    <message>
        <source>No layer has %1.</source>
        <translation>Keine Ebene hat %1.</translation>
    </message>
    <message>
        <source>Spots, %</source>
        <translation>Spots, %</translation>
    </message>
    <message>
        <source>Rank of the gene</source>
        <translation>Rang des Gens</translation>
    </message>
    <message>
        <source>Correlation</source>
        <translation>Korrelation</translation>
    </message>
    <message>
        <source>A click chooses the gene</source>
        <translation>Ein Klick wählt das Gen</translation>
    </message>
    <message>
        <source>Save the Chart</source>
        <translation>Diagramm speichern</translation>
    </message>
    <message>
        <source>As a picture (PDF, SVG, PNG), or the numbers behind it (CSV)</source>
        <translation>Als Bild (PDF, SVG, PNG) oder die Zahlen dahinter (CSV)</translation>
    </message>
    <message>
        <source>PDF (*.pdf);;SVG (*.svg);;PNG (*.png);;Table (*.csv)</source>
        <translation>PDF (*.pdf);;SVG (*.svg);;PNG (*.png);;Tabelle (*.csv)</translation>
    </message>
</context>
<context>
    <name>transcope::ui::LabelDialog</name>
    <message>
        <source>Label</source>
        <translation>Etikett</translation>
    </message>
    <message>
        <source>Macro image</source>
        <translation>Übersichtsbild</translation>
    </message>
    <message>
        <source>Thumbnail</source>
        <translation>Vorschaubild</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>Label and Macro Image</source>
        <translation>Etikett und Übersichtsbild</translation>
    </message>
    <message>
        <source>They may show who the patient is. They are shown here alone, and never saved or exported.</source>
        <translation>Sie können zeigen, wer der Patient ist. Sie erscheinen nur hier und werden nie gespeichert oder exportiert.</translation>
    </message>
    <message>
        <source>The file of this slide has neither.</source>
        <translation>Die Datei dieses Schnitts enthält keines von beiden.</translation>
    </message>
</context>
<context>
    <name>transcope::ui::LandscapePanel</name>
    <message>
        <source>Draw the landscape</source>
        <translation>Landschaft zeichnen</translation>
    </message>
    <message>
        <source>The chosen gene as heights over the tissue</source>
        <translation>Das gewählte Gen als Höhen über dem Gewebe</translation>
    </message>
    <message>
        <source>The landscape needs OpenGL 3.3, which this display does not offer.</source>
        <translation>Die Landschaft braucht OpenGL 3.3, das diese Anzeige nicht bietet.</translation>
    </message>
    <message>
        <source>The landscape shows one gene, or the first component.</source>
        <translation>Die Landschaft zeigt ein Gen oder die erste Komponente.</translation>
    </message>
</context>
<context>
    <name>transcope::ui::LandscapeView</name>
    <message>
        <source>Drag turns, right drag moves, the wheel zooms, double click shows all</source>
        <translation>Ziehen dreht, rechts ziehen verschiebt, das Rad zoomt, Doppelklick zeigt alles</translation>
    </message>
</context>
<context>
    <name>transcope::ui::LayerKeeper</name>
    <message>
        <source>%1 is too large to be kept in the session: import it again when you open the session.</source>
        <translation>%1 ist zu groß, um in der Sitzung behalten zu werden: Importieren Sie die Ebene nach dem Öffnen der Sitzung erneut.</translation>
    </message>
</context>
<context>
    <name>transcope::ui::LayersModel</name>
    <message>
        <source>%1/%2</source>
        <translation>%1/%2</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln spots were measured</source>
        <translation>
            <numerusform>%1 von %Ln Spot wurde gemessen</numerusform>
            <numerusform>%1 von %Ln Spots wurden gemessen</numerusform>
        </translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Ebene</translation>
    </message>
    <message>
        <source>Spots</source>
        <translation>Spots</translation>
    </message>
    <message>
        <source>r spot</source>
        <translation>r Spot</translation>
    </message>
    <message>
        <source>r gene</source>
        <translation>r Gen</translation>
    </message>
    <message>
        <source>base</source>
        <translation>Basis</translation>
    </message>
    <message>
        <source>Double click shows it in the current view</source>
        <translation>Doppelklick zeigt sie in der aktuellen Ansicht</translation>
    </message>
    <message>
        <source>Spots that have values</source>
        <translation>Spots, die Werte haben</translation>
    </message>
    <message>
        <source>Mean correlation with the measurement, per spot over genes</source>
        <translation>Mittlere Korrelation mit der Messung, je Spot über die Gene</translation>
    </message>
    <message>
        <source>Mean correlation with the measurement, per gene over spots</source>
        <translation>Mittlere Korrelation mit der Messung, je Gen über die Spots</translation>
    </message>
    <message>
        <source>Baseline: per spot, the section&apos;s mean profile, which looks at no image; a method that does not beat it has found no pattern</source>
        <translation>Vergleichswert: je Spot das mittlere Profil des Schnitts, das kein Bild ansieht; ein Verfahren, das ihn nicht übertrifft, hat kein Muster gefunden</translation>
    </message>
</context>
<context>
    <name>transcope::ui::LayersPanel</name>
    <message>
        <source>Measured</source>
        <translation>Gemessen</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Vorhergesagt</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>Importiert</translation>
    </message>
    <message>
        <source>Derived</source>
        <translation>Abgeleitet</translation>
    </message>
    <message>
        <source>Method: %1</source>
        <translation>Verfahren: %1</translation>
    </message>
    <message>
        <source>Weights: %1</source>
        <translation>Gewichte: %1</translation>
    </message>
    <message>
        <source>SHA-256: %1…</source>
        <translation>SHA-256: %1…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln genes</source>
        <translation>
            <numerusform>%Ln Gen</numerusform>
            <numerusform>%Ln Gene</numerusform>
        </translation>
    </message>
    <message>
        <source>Normalisation: %1</source>
        <translation>Normalisierung: %1</translation>
    </message>
    <message>
        <source>Patches cut at %1 µm/px</source>
        <translation>Ausschnitte mit %1 µm/px</translation>
    </message>
    <message>
        <source>Precision: %1</source>
        <translation>Genauigkeit: %1</translation>
    </message>
    <message>
        <source>Date: %1</source>
        <translation>Datum: %1</translation>
    </message>
    <message>
        <source>File: %1</source>
        <translation>Datei: %1</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Hinzufügen …</translation>
    </message>
    <message>
        <source>A layer of another file (Ctrl+I)</source>
        <translation>Eine Ebene aus einer anderen Datei (Strg+I)</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Auf</translation>
    </message>
    <message>
        <source>Higher in the list</source>
        <translation>Weiter oben in der Liste</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Ab</translation>
    </message>
    <message>
        <source>Lower in the list</source>
        <translation>Weiter unten in der Liste</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Out of the document; in its session the layer stays</source>
        <translation>Aus dem Dokument; in ihrer Sitzung bleibt die Ebene</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Bring back %1</source>
        <translation>%1 zurückholen</translation>
    </message>
    <message>
        <source>Name it %1 again</source>
        <translation>Wieder %1 nennen</translation>
    </message>
    <message>
        <source>Put it back</source>
        <translation>Wieder an ihre Stelle</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Ebenen</translation>
    </message>
    <message>
        <source>Trained on the sections %1</source>
        <translation>Trainiert auf den Schnitten %1</translation>
    </message>
    <message>
        <source>%1 was trained on this section (%2).</source>
        <translation>%1 wurde auf diesem Schnitt trainiert (%2).</translation>
    </message>
    <message>
        <source>%1 is not scored: how its values were normalised is not stated.</source>
        <translation>%1 wird nicht bewertet: Wie die Werte normalisiert wurden, ist nicht angegeben.</translation>
    </message>
    <message>
        <source>State it…</source>
        <translation>Angeben…</translation>
    </message>
    <message>
        <source>Take back what the values of %1 are</source>
        <translation>Angabe zu den Werten von %1 zurücknehmen</translation>
    </message>
    <message>
        <source>%1: inferred between the spots, not scored.</source>
        <translation>%1: zwischen den Spots geschätzt, ohne Güte.</translation>
    </message>
    <message numerus="yes">
        <source>%1: inferred between the spots, scored at %Ln of them.</source>
        <translation>
            <numerusform>%1: zwischen den Spots geschätzt, Güte an %Ln davon.</numerusform>
            <numerusform>%1: zwischen den Spots geschätzt, Güte an %Ln davon.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::ui::LoadingNotice</name>
    <message>
        <source>%1 is still being opened: it is large, or its disk or network does not answer.</source>
        <translation>%1 wird noch geöffnet: Die Datei ist groß, oder Datenträger oder Netz antworten nicht.</translation>
    </message>
    <message>
        <source>Give Up</source>
        <translation>Aufgeben</translation>
    </message>
    <message>
        <source>%1 does not answer: its disk or network may be gone. What is grey has not been read.</source>
        <translation>%1 antwortet nicht: Der Datenträger oder das Netzwerk ist vielleicht nicht mehr da. Was grau ist, wurde nicht gelesen.</translation>
    </message>
</context>
<context>
    <name>transcope::ui::MessageBar</name>
    <message>
        <source>Close this message</source>
        <translation>Meldung schließen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>Einzelheiten …</translation>
    </message>
    <message numerus="yes">
        <source>(%n earlier error(s) under Details)</source>
        <translation>
            <numerusform>(%n früherer Fehler unter Einzelheiten)</numerusform>
            <numerusform>(%n frühere Fehler unter Einzelheiten)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::ui::PatchPage</name>
    <message>
        <source>The model looks at the spot …</source>
        <translation>Das Modell betrachtet den Spot …</translation>
    </message>
    <message>
        <source>Where the model looks</source>
        <translation>Wohin das Modell sieht</translation>
    </message>
    <message>
        <source>Attention of each level&apos;s cls token, which the prediction is made from, in the last mixing within the level; mean over the heads, and over the tokens that cover a place. 1 is even. It says where the model looked, not what it concluded.</source>
        <translation>Aufmerksamkeit des cls-Tokens jeder Stufe, aus dem die Vorhersage entsteht, in der letzten Mischung innerhalb der Stufe; Mittel über die Köpfe und über die Token, die eine Stelle bedecken. 1 heißt gleichmäßig. Sie sagt, wohin das Modell sah, nicht, was es daraus schloss.</translation>
    </message>
    <message>
        <source>What the model takes of the spot: circle: the spot; hatched: beyond the slide</source>
        <translation>Was das Modell vom Spot nimmt: Kreis: der Spot; schraffiert: außerhalb des Schnitts</translation>
    </message>
    <message>
        <source>Click a spot on the slide to see what the model takes of it.</source>
        <translation>Klicken Sie auf einen Spot im Schnitt, um zu sehen, was das Modell von ihm nimmt.</translation>
    </message>
    <message>
        <source>Patches are those that a model takes: predict the spots first.</source>
        <translation>Ausschnitte sind die, die ein Modell nimmt: Sagen Sie die Spots zuerst vorher.</translation>
    </message>
    <message>
        <source>The weights %1, which predicted, were not found: choose them in the panel Prediction.</source>
        <translation>Die Gewichte %1, mit denen vorhergesagt wurde, wurden nicht gefunden: Wählen Sie sie im Bereich Vorhersage.</translation>
    </message>
</context>
<context>
    <name>transcope::ui::PatchView</name>
    <message>
        <source>%1 µm</source>
        <translation>%1 µm</translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation>%1 px</translation>
    </message>
    <message>
        <source>Level %1: %2</source>
        <translation>Stufe %1: %2</translation>
    </message>
    <message>
        <source>Level %1: %2 · %3–%4 × even</source>
        <translation>Stufe %1: %2 · %3–%4 × gleichmäßig</translation>
    </message>
</context>
<context>
    <name>transcope::ui::PictureDialog</name>
    <message>
        <source>Picture of the Slide</source>
        <translation>Bild des Schnitts</translation>
    </message>
    <message>
        <source>&amp;Stain:</source>
        <translation>&amp;Farbstoff:</translation>
    </message>
    <message>
        <source>All, as scanned</source>
        <translation>Alle, wie gescannt</translation>
    </message>
    <message>
        <source>Haematoxylin alone</source>
        <translation>Hämatoxylin allein</translation>
    </message>
    <message>
        <source>Eosin alone</source>
        <translation>Eosin allein</translation>
    </message>
    <message>
        <source>Residual alone</source>
        <translation>Rest allein</translation>
    </message>
    <message>
        <source>By optical density, with the stain vectors of Ruifrok and Johnston (2001); what is neither haematoxylin nor eosin is the residual</source>
        <translation>Nach optischer Dichte, mit den Farbvektoren von Ruifrok und Johnston (2001); was weder Hämatoxylin noch Eosin ist, ist der Rest</translation>
    </message>
    <message>
        <source>&amp;Brightness:</source>
        <translation>&amp;Helligkeit:</translation>
    </message>
    <message>
        <source>&amp;Contrast:</source>
        <translation>&amp;Kontrast:</translation>
    </message>
    <message>
        <source>&amp;Gamma:</source>
        <translation>&amp;Gamma:</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>Helligkeit</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Kontrast</translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation>Gamma</translation>
    </message>
    <message>
        <source>Only what you see changes. Models and scores use the slide as it was scanned.</source>
        <translation>Es ändert sich nur, was Sie sehen. Modelle und Bewertungen verwenden den Schnitt, wie er gescannt wurde.</translation>
    </message>
    <message>
        <source>&amp;Reset</source>
        <translation>&amp;Zurücksetzen</translation>
    </message>
</context>
<context>
    <name>transcope::ui::PredictionPanel</name>
    <message numerus="yes">
        <source>%Ln spots predicted in %1 s</source>
        <translation>
            <numerusform>%Ln Spot in %1 s vorhergesagt</numerusform>
            <numerusform>%Ln Spots in %1 s vorhergesagt</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a weights file, or a program with a model of its own</source>
        <translation>Eine Gewichtsdatei wählen oder ein Programm mit eigenem Modell</translation>
    </message>
    <message>
        <source>Weights File…</source>
        <translation>Gewichtsdatei …</translation>
    </message>
    <message>
        <source>Program…</source>
        <translation>Programm …</translation>
    </message>
    <message>
        <source>The Authors&apos; Weights…</source>
        <translation>Gewichte der Autoren …</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Predictions that wait for the running one; Delete removes one</source>
        <translation>Vorhersagen, die auf die laufende warten; Entf nimmt eine heraus</translation>
    </message>
    <message>
        <source>Waiting predictions</source>
        <translation>Wartende Vorhersagen</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Spots</source>
        <translation>Spots</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>No weights found</source>
        <translation>Keine Gewichte gefunden</translation>
    </message>
    <message>
        <source>Program with a model of its own: %1</source>
        <translation>Programm mit eigenem Modell: %1</translation>
    </message>
    <message>
        <source>Distance between grid points: µm, or px with “px” at the end</source>
        <translation>Abstand der Gitterpunkte: µm, oder px mit „px“ am Ende</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>GPU (CUDA)</source>
        <translation>GPU (CUDA)</translation>
    </message>
    <message>
        <source>Deviation over 8 views (8 times the time)</source>
        <translation>Abweichung über 8 Ansichten (8× Zeit)</translation>
    </message>
    <message>
        <source>Each spot&apos;s patches are also predicted turned and mirrored. Their mean is the layer, their standard deviation one beside it.</source>
        <translation>Die Ausschnitte jedes Spots werden auch gedreht und gespiegelt vorhergesagt. Ihr Mittel ist die Ebene, ihre Standardabweichung eine daneben.</translation>
    </message>
    <message>
        <source>Shares of the zoom levels</source>
        <translation>Anteile der Zoomstufen</translation>
    </message>
    <message>
        <source>How much of each prediction comes from each zoom level, as layers of their own. M2OST only.</source>
        <translation>Wie viel jeder Vorhersage von welcher Zoomstufe kommt, als eigene Ebenen. Nur M2OST.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Choose a Program</source>
        <translation>Programm wählen</translation>
    </message>
    <message>
        <source>Command that starts a worker with a model of its own,
for example: python3 my_worker.py</source>
        <translation>Befehl, der einen Worker mit eigenem Modell startet,
zum Beispiel: python3 my_worker.py</translation>
    </message>
    <message>
        <source>Choose Weights</source>
        <translation>Gewichte wählen</translation>
    </message>
    <message>
        <source>Weights (*.safetensors);;All files (*)</source>
        <translation>Gewichte (*.safetensors);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>The Authors&apos; Weights</source>
        <translation>Gewichte der Autoren</translation>
    </message>
    <message>
        <source>Of the session (%1)</source>
        <translation>Der Sitzung (%1)</translation>
    </message>
    <message>
        <source>Measured (%1)</source>
        <translation>Gemessen (%1)</translation>
    </message>
    <message>
        <source>Grid over tissue</source>
        <translation>Gitter über dem Gewebe</translation>
    </message>
    <message>
        <source>Run next</source>
        <translation>Danach starten</translation>
    </message>
    <message>
        <source>Run prediction</source>
        <translation>Vorhersage starten</translation>
    </message>
    <message>
        <source>Runs when the predictions before it have ended</source>
        <translation>Läuft, wenn die Vorhersagen davor beendet sind</translation>
    </message>
    <message>
        <source>Next: %1</source>
        <translation>Danach: %1</translation>
    </message>
    <message>
        <source>Finding the spots …</source>
        <translation>Spots werden bestimmt …</translation>
    </message>
    <message>
        <source>Loading weights …</source>
        <translation>Gewichte werden geladen …</translation>
    </message>
    <message>
        <source>Predicting …</source>
        <translation>Vorhersage läuft …</translation>
    </message>
    <message>
        <source>Choose a weights file (.safetensors).</source>
        <translation>Eine Gewichtsdatei wählen (.safetensors).</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln spots predicted</source>
        <translation>
            <numerusform>%1 von %Ln Spot vorhergesagt</numerusform>
            <numerusform>%1 von %Ln Spots vorhergesagt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln spots</source>
        <translation>
            <numerusform>%1 von %Ln Spot</numerusform>
            <numerusform>%1 von %Ln Spots</numerusform>
        </translation>
    </message>
    <message>
        <source>Pitch of the grid</source>
        <translation>Abstand des Rasters</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Part of the slide that is filled</source>
        <translation>Teil des Schnitts, der gefüllt wird</translation>
    </message>
    <message>
        <source>What is predicted already is not predicted again. Other runs at the same time make it slower.</source>
        <translation>Was schon vorhergesagt ist, wird nicht noch einmal vorhergesagt. Andere Läufe zur selben Zeit machen es langsamer.</translation>
    </message>
    <message>
        <source>Densely between the spots</source>
        <translation>Dicht zwischen den Spots</translation>
    </message>
    <message>
        <source>All of the tissue</source>
        <translation>Das ganze Gewebe</translation>
    </message>
    <message>
        <source>What the view shows</source>
        <translation>Was die Ansicht zeigt</translation>
    </message>
    <message>
        <source>Region %1</source>
        <translation>Region %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln spots, about %1</source>
        <comment>spots, duration</comment>
        <translation>
            <numerusform>%Ln Spot, etwa %1</numerusform>
            <numerusform>%Ln Spots, etwa %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spots; how long they take is known once these weights have run here</source>
        <translation>
            <numerusform>%Ln Spot; wie lange er dauert, ist bekannt, sobald diese Gewichte hier gelaufen sind</numerusform>
            <numerusform>%Ln Spots; wie lange sie dauern, ist bekannt, sobald diese Gewichte hier gelaufen sind</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::ui::ProfilePlot</name>
    <message>
        <source>Measured</source>
        <translation>Gemessen</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Vorhergesagt</translation>
    </message>
</context>
<context>
    <name>transcope::ui::RegionController</name>
    <message>
        <source>the region</source>
        <translation>die Region</translation>
    </message>
    <message>
        <source>Region %1</source>
        <translation>Region %1</translation>
    </message>
    <message>
        <source>Take %1 away</source>
        <translation>%1 wegnehmen</translation>
    </message>
    <message>
        <source>Give %1 its shape back</source>
        <translation>%1 die Form zurückgeben</translation>
    </message>
    <message>
        <source>Name it %1 again</source>
        <translation>Wieder %1 nennen</translation>
    </message>
    <message>
        <source>Give %1 its colour back</source>
        <translation>%1 die Farbe zurückgeben</translation>
    </message>
    <message>
        <source>Bring back %1</source>
        <translation>%1 zurückholen</translation>
    </message>
    <message>
        <source>Open the slide first: regions lie on it.</source>
        <translation>Zuerst den Objektträger öffnen: Regionen liegen auf ihm.</translation>
    </message>
    <message>
        <source>Take the regions of %1 away</source>
        <translation>Die Regionen von %1 wegnehmen</translation>
    </message>
</context>
<context>
    <name>transcope::ui::RegionGenesModel</name>
    <message>
        <source>Gene</source>
        <translation>Gen</translation>
    </message>
    <message>
        <source>Inside</source>
        <translation>Innen</translation>
    </message>
    <message>
        <source>Outside</source>
        <translation>Außen</translation>
    </message>
    <message>
        <source>AUC</source>
        <translation>AUC</translation>
    </message>
    <message>
        <source>p adj.</source>
        <translation>p adj.</translation>
    </message>
    <message>
        <source>A click shows it in the views</source>
        <translation>Ein Klick zeigt es in den Ansichten</translation>
    </message>
    <message>
        <source>Mean of the spots inside</source>
        <translation>Mittel der Spots innen</translation>
    </message>
    <message>
        <source>Mean of the spots that they are compared with</source>
        <translation>Mittel der Spots, mit denen verglichen wird</translation>
    </message>
    <message>
        <source>Effect size: how often a spot inside has more than one outside; 0.5 is no difference</source>
        <translation>Effektstärke: wie oft ein Spot innen mehr hat als einer außen; 0,5 ist kein Unterschied</translation>
    </message>
    <message>
        <source>Wilcoxon’s rank-sum test, adjusted for the number of genes (Benjamini and Hochberg). Neighbouring spots are not independent: it is too small</source>
        <translation>Wilcoxons Rangsummentest, für die Zahl der Gene angepasst (Benjamini und Hochberg). Benachbarte Spots sind nicht unabhängig: er ist zu klein</translation>
    </message>
</context>
<context>
    <name>transcope::ui::RegionsModel</name>
    <message>
        <source>Class: %1</source>
        <translation>Klasse: %1</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Region</translation>
    </message>
    <message>
        <source>Spots</source>
        <translation>Spots</translation>
    </message>
    <message>
        <source>mm²</source>
        <translation>mm²</translation>
    </message>
</context>
<context>
    <name>transcope::ui::RegionsPanel</name>
    <message>
        <source>Colour…</source>
        <translation>Farbe …</translation>
    </message>
    <message>
        <source>Another colour for the region</source>
        <translation>Eine andere Farbe für die Region</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoomen</translation>
    </message>
    <message>
        <source>Shows the region as large as the view (Return)</source>
        <translation>Zeigt die Region so groß wie die Ansicht (Eingabe)</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Takes the region away (Delete)</source>
        <translation>Nimmt die Region weg (Entf)</translation>
    </message>
    <message>
        <source>Against:</source>
        <translation>Gegen:</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Regionen</translation>
    </message>
    <message>
        <source>What the region is compared with</source>
        <translation>Womit die Region verglichen wird</translation>
    </message>
    <message>
        <source>Genes of the region</source>
        <translation>Gene der Region</translation>
    </message>
    <message>
        <source>all other spots</source>
        <translation>alle anderen Spots</translation>
    </message>
    <message>
        <source>Choose a tool, and draw a region on the slide.</source>
        <translation>Ein Werkzeug wählen und eine Region auf den Objektträger zeichnen.</translation>
    </message>
    <message>
        <source>Choose a region.</source>
        <translation>Eine Region wählen.</translation>
    </message>
    <message>
        <source>There is no layer to compare.</source>
        <translation>Es gibt keine Ebene zum Vergleichen.</translation>
    </message>
    <message>
        <source>%1, %2: %3 spots inside, %4 outside.</source>
        <translation>%1, %2: %3 Spots innen, %4 außen.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln spots lie in both and are left out.</source>
        <translation>
            <numerusform>%Ln Spot liegt in beiden und ist ausgelassen.</numerusform>
            <numerusform>%Ln Spots liegen in beiden und sind ausgelassen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Correlation with the measurement, mean per spot: %1 inside, %2 outside.</source>
        <translation>Korrelation mit der Messung, Mittel je Spot: %1 innen, %2 außen.</translation>
    </message>
    <message>
        <source>undefined</source>
        <translation>undefiniert</translation>
    </message>
    <message numerus="yes">
        <source>Only %Ln spots lie inside: too few for a statement.</source>
        <translation>
            <numerusform>Nur %Ln Spot liegt innen: zu wenig für eine Aussage.</numerusform>
            <numerusform>Nur %Ln Spots liegen innen: zu wenige für eine Aussage.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only %Ln spots lie outside: too few for a statement.</source>
        <translation>
            <numerusform>Nur %Ln Spot liegt außen: zu wenig für eine Aussage.</numerusform>
            <numerusform>Nur %Ln Spots liegen außen: zu wenige für eine Aussage.</numerusform>
        </translation>
    </message>
    <message>
        <source>without a name</source>
        <translation>ohne Namen</translation>
    </message>
    <message>
        <source>All spots lie in the region, or none: there is nothing to compare.</source>
        <translation>Alle Spots liegen in der Region oder keiner: Es gibt nichts zu vergleichen.</translation>
    </message>
</context>
<context>
    <name>transcope::ui::ReportDialog</name>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Those predicted best</source>
        <translation>Die am besten vorhergesagten</translation>
    </message>
    <message>
        <source>No baselines</source>
        <translation>Keine Vergleichswerte</translation>
    </message>
    <message>
        <source>Predictors that look at no picture are made from a folder of training sections and stand beside the scores</source>
        <translation>Aus einem Ordner von Trainingsschnitten entstehen Vorhersagen, die kein Bild ansehen und neben den Werten stehen</translation>
    </message>
    <message>
        <source>Folder of Training Sections</source>
        <translation>Ordner der Trainingsschnitte</translation>
    </message>
    <message>
        <source>&amp;Genes of the maps:</source>
        <translation>&amp;Gene der Karten:</translation>
    </message>
    <message>
        <source>&amp;Training sections:</source>
        <translation>&amp;Trainingsschnitte:</translation>
    </message>
</context>
<context>
    <name>transcope::ui::RotationDialog</name>
    <message>
        <source>Rotation</source>
        <translation>Drehung</translation>
    </message>
    <message>
        <source>&amp;Angle, clockwise:</source>
        <translation>&amp;Winkel, im Uhrzeigersinn:</translation>
    </message>
    <message>
        <source>Shift and dragging with the left button turns the slide, too</source>
        <translation>Umschalt und Ziehen mit der linken Taste dreht den Schnitt ebenfalls</translation>
    </message>
    <message>
        <source>&amp;Upright</source>
        <translation>&amp;Aufrecht</translation>
    </message>
</context>
<context>
    <name>transcope::ui::RunController</name>
    <message>
        <source>Open a slide first.</source>
        <translation>Zuerst einen Schnitt öffnen.</translation>
    </message>
    <message>
        <source>No weights are chosen. Choose a .safetensors file in the panel Prediction.</source>
        <translation>Keine Gewichte gewählt. Wählen Sie in der Leiste Vorhersage eine .safetensors-Datei.</translation>
    </message>
</context>
<context>
    <name>transcope::ui::RunCost</name>
    <message>
        <source>No spot lies in this part of the slide. Choose a part with tissue, or a finer pitch.</source>
        <translation>In diesem Teil des Schnitts liegt kein Spot. Einen Teil mit Gewebe oder einen kleineren Abstand wählen.</translation>
    </message>
</context>
<context>
    <name>transcope::ui::RunQueue</name>
    <message>
        <source>%1, dense %2 µm</source>
        <translation>%1, dicht %2 µm</translation>
    </message>
</context>
<context>
    <name>transcope::ui::ScorePanel</name>
    <message>
        <source>p &lt; %1</source>
        <translation>p &lt; %1</translation>
    </message>
    <message>
        <source>p = %1</source>
        <translation>p = %1</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern …</translation>
    </message>
    <message>
        <source>All three scores as a figure (PDF, SVG, PNG, TIFF), or every value as a table (CSV)</source>
        <translation>Alle drei Bewertungen als Abbildung (PDF, SVG, PNG, TIFF), oder jeder Wert als Tabelle (CSV)</translation>
    </message>
    <message>
        <source>Measured and predicted expression are compared here, spot by spot.</source>
        <translation>Hier werden gemessene und vorhergesagte Expression Spot für Spot verglichen.</translation>
    </message>
    <message>
        <source>None of the predicted spots was measured, so there is nothing to compare.</source>
        <translation>Keiner der vorhergesagten Spots wurde gemessen; es gibt nichts zu vergleichen.</translation>
    </message>
    <message>
        <source>None of the predicted genes was measured in this section.</source>
        <translation>Keines der vorhergesagten Gene wurde in diesem Schnitt gemessen.</translation>
    </message>
    <message>
        <source>Measured and predicted share %1 of %2 genes that a correlation needs.</source>
        <translation>Messung und Vorhersage haben %1 von %2 Genen gemeinsam, die eine Korrelation braucht.</translation>
    </message>
    <message>
        <source>Waiting for the first predicted spots.</source>
        <translation>Wartet auf die ersten vorhergesagten Spots.</translation>
    </message>
    <message>
        <source>Section mean (no image)</source>
        <translation>Schnittmittel (ohne Bild)</translation>
    </message>
    <message>
        <source>Save the Scores</source>
        <translation>Bewertung speichern</translation>
    </message>
    <message>
        <source>PDF (*.pdf);;SVG (*.svg);;PNG (*.png);;TIFF (*.tif);;Table (*.csv)</source>
        <translation>PDF (*.pdf);;SVG (*.svg);;PNG (*.png);;TIFF (*.tif);;Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>What the t-tests beneath the boxes hold each layer against</source>
        <translation>Wogegen die t-Tests unter den Kästen jede Ebene halten</translation>
    </message>
    <message numerus="yes">
        <source>%Ln genes, 1 section of 1 patient. p: paired t-test over genes.</source>
        <translation>
            <numerusform>%Ln Gen, 1 Schnitt von 1 Patienten. p: gepaarter t-Test über die Gene.</numerusform>
            <numerusform>%Ln Gene, 1 Schnitt von 1 Patienten. p: gepaarter t-Test über die Gene.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spots, 1 section of 1 patient. p: paired t-test; spots are not independent, so it is too small.</source>
        <translation>
            <numerusform>%Ln Spot, 1 Schnitt von 1 Patienten. p: gepaarter t-Test; Spots sind nicht unabhängig, daher ist es zu klein.</numerusform>
            <numerusform>%Ln Spots, 1 Schnitt von 1 Patienten. p: gepaarter t-Test; Spots sind nicht unabhängig, daher ist es zu klein.</numerusform>
        </translation>
    </message>
    <message>
        <source>What p is against</source>
        <translation>Wogegen p gilt</translation>
    </message>
    <message>
        <source>p against %1</source>
        <translation>p gegen %1</translation>
    </message>
    <message>
        <source>Depth alone (oracle)</source>
        <translation>Tiefe allein (Orakel)</translation>
    </message>
    <message>
        <source>Correlation per spot</source>
        <translation>Korrelation je Spot</translation>
    </message>
    <message>
        <source>RMSE per spot</source>
        <translation>RMSE je Spot</translation>
    </message>
    <message>
        <source>Correlation per gene</source>
        <translation>Korrelation je Gen</translation>
    </message>
</context>
<context>
    <name>transcope::ui::ScorePlot</name>
    <message>
        <source>mean %1</source>
        <translation>Mittel %1</translation>
    </message>
    <message>
        <source>%1: mean %2, median %3, n = %4</source>
        <translation>%1: Mittel %2, Median %3, n = %4</translation>
    </message>
    <message>
        <source> (%1 undefined)</source>
        <translation> (%1 undefiniert)</translation>
    </message>
</context>
<context>
    <name>transcope::ui::SlideFolderDialog</name>
    <message>
        <source>Slides of a Folder</source>
        <translation>Schnitte eines Ordners</translation>
    </message>
    <message>
        <source>Choose &amp;Folder…</source>
        <translation>&amp;Ordner wählen …</translation>
    </message>
    <message>
        <source>&amp;Open Slide</source>
        <translation>Schnitt ö&amp;ffnen</translation>
    </message>
    <message>
        <source>Open &amp;Session</source>
        <translation>&amp;Sitzung öffnen</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln slides</source>
        <translation>
            <numerusform>%Ln Schnitt</numerusform>
            <numerusform>%Ln Schnitte</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::ui::SlideFolderModel</name>
    <message>
        <source>cannot be read</source>
        <translation>nicht lesbar</translation>
    </message>
</context>
<context>
    <name>transcope::ui::SlideView</name>
    <message>
        <source>Slide view</source>
        <translation>Ansicht des Schnitts</translation>
    </message>
</context>
<context>
    <name>transcope::ui::SpotInspector</name>
    <message>
        <source>undefined</source>
        <translation>undefiniert</translation>
    </message>
    <message>
        <source>Spot %1</source>
        <translation>Spot %1</translation>
    </message>
    <message>
        <source>Scale unknown: no position in µm</source>
        <translation>Maßstab unbekannt: keine Position in µm</translation>
    </message>
    <message>
        <source>r = %1 · RMSE = %2</source>
        <translation>r = %1 · RMSE = %2</translation>
    </message>
    <message>
        <source>Border spot: a patch reached beyond the slide and was padded</source>
        <translation>Randspot: ein Ausschnitt reichte über den Schnitt hinaus und wurde aufgefüllt</translation>
    </message>
    <message>
        <source>Values: %1</source>
        <translation>Werte: %1</translation>
    </message>
    <message>
        <source>%1: %2 ± %3 over 8 views</source>
        <translation>%1: %2 ± %3 über 8 Ansichten</translation>
    </message>
    <message>
        <source>Level %1</source>
        <translation>Stufe %1</translation>
    </message>
    <message>
        <source>Bias</source>
        <translation>Grundwert</translation>
    </message>
    <message>
        <source>%1 = sum of its zoom levels:</source>
        <translation>%1 = Summe der Zoomstufen:</translation>
    </message>
    <message>
        <source>Click a spot on the slide to see its genes.</source>
        <translation>Auf einen Spot klicken, um seine Gene zu sehen.</translation>
    </message>
    <message>
        <source>Genes</source>
        <translation>Gene</translation>
    </message>
    <message>
        <source>Patches</source>
        <translation>Ausschnitte</translation>
    </message>
</context>
<context>
    <name>transcope::ui::SpotProfileModel</name>
    <message>
        <source>Gene</source>
        <translation>Gen</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Messung</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Prognose</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Differenz</translation>
    </message>
</context>
<context>
    <name>transcope::ui::StartPage</name>
    <message>
        <source>Gene expression predicted from H&amp;E slides, beside the measurement where there is one. Predictions are estimates for research and no basis for a diagnosis.</source>
        <translation>Genexpression, aus H&amp;E-Schnitten vorhergesagt, neben der Messung, wo es eine gibt. Vorhersagen sind Schätzungen für die Forschung und keine Grundlage für eine Diagnose.</translation>
    </message>
    <message>
        <source>Open a slide</source>
        <translation>Einen Schnitt öffnen</translation>
    </message>
    <message>
        <source>A whole-slide image or any picture of tissue; genes are then predicted</source>
        <translation>Ein gescannter Schnitt oder irgendein Bild von Gewebe; Gene werden dann vorhergesagt</translation>
    </message>
    <message>
        <source>Open a section with expression</source>
        <translation>Einen Schnitt mit Expression öffnen</translation>
    </message>
    <message>
        <source>A table, .h5ad or .h5 with measured counts; a picture of the tissue beside or in it</source>
        <translation>Eine Tabelle, .h5ad oder .h5 mit gemessenen Zahlen; ein Bild des Gewebes daneben oder darin</translation>
    </message>
    <message>
        <source>Open a folder</source>
        <translation>Einen Ordner öffnen</translation>
    </message>
    <message>
        <source>What Space Ranger wrote, or a zarr store</source>
        <translation>Was Space Ranger geschrieben hat, oder ein zarr-Speicher</translation>
    </message>
    <message>
        <source>Open a session</source>
        <translation>Eine Sitzung öffnen</translation>
    </message>
    <message>
        <source>Predictions and views that Transcope kept (.transcope)</source>
        <translation>Vorhersagen und Ansichten, die Transcope behalten hat (.transcope)</translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation>Die Demo ausprobieren</translation>
    </message>
    <message>
        <source>A made-up section whose expression is known; made here in some seconds</source>
        <translation>Ein künstlicher Schnitt, dessen Expression bekannt ist; in einigen Sekunden hier erzeugt</translation>
    </message>
    <message>
        <source>Read the guide</source>
        <translation>Den Leitfaden lesen</translation>
    </message>
    <message>
        <source>From a slide to a figure in ten minutes</source>
        <translation>In zehn Minuten vom Schnitt zur Abbildung</translation>
    </message>
    <message>
        <source>Start page</source>
        <translation>Startseite</translation>
    </message>
    <message>
        <source>Open &amp;again</source>
        <translation>&amp;Wieder öffnen</translation>
    </message>
    <message>
        <source>Files that were open last</source>
        <translation>Zuletzt geöffnete Dateien</translation>
    </message>
    <message>
        <source>%1 is not there now</source>
        <translation>%1 ist jetzt nicht da</translation>
    </message>
</context>
<context>
    <name>transcope::ui::ViewHead</name>
    <message>
        <source>Gene</source>
        <translation>Gen</translation>
    </message>
    <message>
        <source>The gene chosen last</source>
        <translation>Das zuletzt gewählte Gen</translation>
    </message>
    <message>
        <source>Residual</source>
        <translation>Residuum</translation>
    </message>
    <message>
        <source>The gene, predicted minus measured</source>
        <translation>Das Gen, Vorhersage minus Messung</translation>
    </message>
    <message>
        <source>Disagreement</source>
        <translation>Uneinigkeit</translation>
    </message>
    <message>
        <source>The gene: how far the methods differ</source>
        <translation>Das Gen: wie weit die Verfahren auseinanderliegen</translation>
    </message>
    <message>
        <source>Correlation</source>
        <translation>Korrelation</translation>
    </message>
    <message>
        <source>Of prediction and measurement in each spot</source>
        <translation>Von Vorhersage und Messung in jedem Spot</translation>
    </message>
    <message>
        <source>First component</source>
        <translation>Erste Komponente</translation>
    </message>
    <message>
        <source>First principal component of the layer</source>
        <translation>Erste Hauptkomponente der Ebene</translation>
    </message>
    <message>
        <source>PCA colours</source>
        <translation>PCA-Farben</translation>
    </message>
    <message>
        <source>Three principal components as red, green, blue</source>
        <translation>Drei Hauptkomponenten als Rot, Grün, Blau</translation>
    </message>
    <message>
        <source>Border spots</source>
        <translation>Randspots</translation>
    </message>
    <message>
        <source>Whether a patch reached beyond the slide</source>
        <translation>Ob ein Ausschnitt über den Schnitt hinausreichte</translation>
    </message>
    <message>
        <source>Layer of this view</source>
        <translation>Ebene dieser Ansicht</translation>
    </message>
    <message>
        <source>Map of this view</source>
        <translation>Karte dieser Ansicht</translation>
    </message>
    <message>
        <source>All the room for this view, or back (double click)</source>
        <translation>Allen Platz für diese Ansicht, oder zurück (Doppelklick)</translation>
    </message>
    <message>
        <source>Close this view</source>
        <translation>Diese Ansicht schließen</translation>
    </message>
    <message>
        <source>Place and zoom as in the other views</source>
        <translation>Ort und Vergrößerung wie in den anderen Ansichten</translation>
    </message>
    <message>
        <source>Turned as the other views</source>
        <translation>Gedreht wie die anderen Ansichten</translation>
    </message>
    <message>
        <source>Gene as in the other views</source>
        <translation>Gen wie in den anderen Ansichten</translation>
    </message>
    <message>
        <source>One colour range with the other views, where they show the same quantity</source>
        <translation>Ein Farbbereich mit den anderen Ansichten, wo sie dieselbe Größe zeigen</translation>
    </message>
    <message>
        <source>Slide alone</source>
        <translation>Nur der Schnitt</translation>
    </message>
    <message>
        <source>What this view shares with the others</source>
        <translation>Was diese Ansicht mit den anderen teilt</translation>
    </message>
</context>
</TS>
