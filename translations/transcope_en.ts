<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>transcope::app::ExportCommands</name>
    <message numerus="yes">
        <source>Drawing %Ln genes …</source>
        <translation>
            <numerusform>Drawing %Ln gene …</numerusform>
            <numerusform>Drawing %Ln genes …</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::app::MainWindow</name>
    <message numerus="yes">
        <source>%Ln lists of genes of %1</source>
        <translation>
            <numerusform>%Ln list of genes of %1</numerusform>
            <numerusform>%Ln lists of genes of %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::app::RegionCommands</name>
    <message numerus="yes">
        <source>%Ln regions of %1</source>
        <translation>
            <numerusform>%Ln region of %1</numerusform>
            <numerusform>%Ln regions of %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::app::RunNotices</name>
    <message numerus="yes">
        <source>%n prediction(s) of this slide were not finished when it was last open.</source>
        <translation>
            <numerusform>%n prediction of this slide was not finished when it was last open.</numerusform>
            <numerusform>%n predictions of this slide were not finished when it was last open.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::ui</name>
    <message numerus="yes">
        <source>%Ln genes</source>
        <translation>
            <numerusform>%Ln gene</numerusform>
            <numerusform>%Ln genes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::ui::CalibrationPanel</name>
    <message numerus="yes">
        <source>Rank correlation of deviation and error over the spots: %1 (mean of %Ln genes)</source>
        <translation>
            <numerusform>Rank correlation of deviation and error over the spots: %1 (mean of %Ln gene)</numerusform>
            <numerusform>Rank correlation of deviation and error over the spots: %1 (mean of %Ln genes)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::ui::DisplayPanel</name>
    <message numerus="yes">
        <source> contours</source>
        <comment>after a number</comment>
        <translation>
            <numerusform> contour</numerusform>
            <numerusform> contours</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::ui::GeneListModel</name>
    <message numerus="yes">
        <source>Mean of the values of %Ln genes: %1</source>
        <translation>
            <numerusform>Mean of the values of %Ln gene: %1</numerusform>
            <numerusform>Mean of the values of %Ln genes: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::ui::GenePanel</name>
    <message numerus="yes">
        <source>%Ln genes</source>
        <translation>
            <numerusform>%Ln gene</numerusform>
            <numerusform>%Ln genes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln genes</source>
        <translation>
            <numerusform>%1 of %Ln gene</numerusform>
            <numerusform>%1 of %Ln genes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Name of the list of %Ln genes</source>
        <translation>
            <numerusform>Name of the list of %Ln gene</numerusform>
            <numerusform>Name of the list of %Ln genes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::ui::GenePlotPanel</name>
    <message numerus="yes">
        <source>r = %1, slope %2, %Ln spots</source>
        <translation>
            <numerusform>r = %1, slope %2, %Ln spot</numerusform>
            <numerusform>r = %1, slope %2, %Ln spots</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::ui::LayersModel</name>
    <message numerus="yes">
        <source>%1 of %Ln spots were measured</source>
        <translation>
            <numerusform>%1 of %Ln spot was measured</numerusform>
            <numerusform>%1 of %Ln spots were measured</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::ui::LayersPanel</name>
    <message numerus="yes">
        <source>%Ln genes</source>
        <translation>
            <numerusform>%Ln gene</numerusform>
            <numerusform>%Ln genes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: inferred between the spots, scored at %Ln of them.</source>
        <translation>
            <numerusform>%1: inferred between the spots, scored at %Ln of them.</numerusform>
            <numerusform>%1: inferred between the spots, scored at %Ln of them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::ui::MessageBar</name>
    <message numerus="yes">
        <source>(%n earlier error(s) under Details)</source>
        <translation>
            <numerusform>(%n earlier error under Details)</numerusform>
            <numerusform>(%n earlier errors under Details)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::ui::PredictionPanel</name>
    <message numerus="yes">
        <source>%Ln spots predicted in %1 s</source>
        <translation>
            <numerusform>%Ln spot predicted in %1 s</numerusform>
            <numerusform>%Ln spots predicted in %1 s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln spots predicted</source>
        <translation>
            <numerusform>%1 of %Ln spot predicted</numerusform>
            <numerusform>%1 of %Ln spots predicted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln spots</source>
        <translation>
            <numerusform>%1 of %Ln spot</numerusform>
            <numerusform>%1 of %Ln spots</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spots, about %1</source>
        <comment>spots, duration</comment>
        <translation>
            <numerusform>%Ln spot, about %1</numerusform>
            <numerusform>%Ln spots, about %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spots; how long they take is known once these weights have run here</source>
        <translation>
            <numerusform>%Ln spot; how long it takes is known once these weights have run here</numerusform>
            <numerusform>%Ln spots; how long they take is known once these weights have run here</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::ui::RegionsPanel</name>
    <message numerus="yes">
        <source>%Ln spots lie in both and are left out.</source>
        <translation>
            <numerusform>%Ln spot lies in both and is left out.</numerusform>
            <numerusform>%Ln spots lie in both and are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only %Ln spots lie inside: too few for a statement.</source>
        <translation>
            <numerusform>Only %Ln spot lies inside: too few for a statement.</numerusform>
            <numerusform>Only %Ln spots lie inside: too few for a statement.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only %Ln spots lie outside: too few for a statement.</source>
        <translation>
            <numerusform>Only %Ln spot lies outside: too few for a statement.</numerusform>
            <numerusform>Only %Ln spots lie outside: too few for a statement.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::ui::ScorePanel</name>
    <message numerus="yes">
        <source>%Ln genes, 1 section of 1 patient. p: paired t-test over genes.</source>
        <translation>
            <numerusform>%Ln gene, 1 section of 1 patient. p: paired t-test over genes.</numerusform>
            <numerusform>%Ln genes, 1 section of 1 patient. p: paired t-test over genes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spots, 1 section of 1 patient. p: paired t-test; spots are not independent, so it is too small.</source>
        <translation>
            <numerusform>%Ln spot, 1 section of 1 patient. p: paired t-test; spots are not independent, so it is too small.</numerusform>
            <numerusform>%Ln spots, 1 section of 1 patient. p: paired t-test; spots are not independent, so it is too small.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::ui::SlideFolderDialog</name>
    <message numerus="yes">
        <source>%Ln slides</source>
        <translation>
            <numerusform>%Ln slide</numerusform>
            <numerusform>%Ln slides</numerusform>
        </translation>
    </message>
</context>
</TS>
