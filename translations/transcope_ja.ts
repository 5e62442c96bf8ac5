<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>Map</name>
    <message>
        <source>ln(1 + CPM of the selected genes)</source>
        <translation>ln(1 + 選択遺伝子の CPM)</translation>
    </message>
    <message>
        <source>ln(1 + CPM of all genes)</source>
        <translation>ln(1 + 全遺伝子の CPM)</translation>
    </message>
    <message>
        <source>ln(1 + count)</source>
        <translation>ln(1 + カウント)</translation>
    </message>
    <message>
        <source>Pearson residual of the count</source>
        <translation>カウントの Pearson 残差</translation>
    </message>
    <message>
        <source>count</source>
        <translation>カウント</translation>
    </message>
    <message>
        <source>Principal components need two spots that differ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCA 1</source>
        <translation>主成分 1</translation>
    </message>
    <message>
        <source>First component (%1 % of the variance)</source>
        <translation>第 1 主成分（分散の %1%）</translation>
    </message>
    <message>
        <source>PCA RGB</source>
        <translation>主成分 RGB</translation>
    </message>
    <message>
        <source>Correlation with the measurement</source>
        <translation>実測値との相関</translation>
    </message>
    <message>
        <source>The correlation needs a prediction and a measurement.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of these spots was measured.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prediction and measurement share fewer than two genes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correlation over %1 genes</source>
        <translation>%1 遺伝子にわたる相関</translation>
    </message>
    <message>
        <source>The residual needs a prediction and a measurement.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 − %3</source>
        <translation>%1：%2 − %3</translation>
    </message>
    <message>
        <source>Difference of z scores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference, %1</source>
        <translation>差、%1</translation>
    </message>
    <message>
        <source>%1: disagreement of %2 methods, z scores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: disagreement of %2 methods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disagreement needs two methods that have %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard deviation of z scores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard deviation, %1</source>
        <translation>標準偏差、%1</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>実測</translation>
    </message>
    <message>
        <source>Predicted (%1)</source>
        <translation>予測（%1）</translation>
    </message>
    <message>
        <source>%1 was not measured in this section.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not among the genes that these weights predict.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%2 does not have %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%2 has no column %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Border spots</source>
        <translation>境界スポット</translation>
    </message>
    <message>
        <source>It is not known which patches reached beyond the slide.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patch</source>
        <translation>パッチ</translation>
    </message>
    <message>
        <source>Score of %1 genes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of these genes varies in this layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean z score of %1 of %2 genes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean of %1 genes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This layer has none of these genes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean of %1 of %2 genes, %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, interpolated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>value, normalisation not stated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of a zoom level, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Percentile among the training&apos;s spots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inferred (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, inferred between the spots</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RegionsPanel</name>
    <message>
        <source>without a name</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Run</name>
    <message>
        <source>This slide is sharper than any training section (variance of the Laplacian %1; there %2 to %3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This slide is less sharp than any training section (variance of the Laplacian %1; there %2 to %3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 % of the spots (%2 of %3) lie farther from the training spots than 99 % of these do: what is predicted there is extrapolated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trained at %1 µm/px, and the slide&apos;s scale is unknown: its pixels are taken as if they were of that scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trained at %1 µm/px, slide %2: patches are resampled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trained at %1 µm/px, slide %2: patches are enlarged, and what is finer than the slide&apos;s pixels is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This slide is %1 % more haematoxylin-stained than any training section (optical density %2; there %3 to %4)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This slide is %1 % less haematoxylin-stained than any training section (optical density %2; there %3 to %4)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This slide is %1 % more eosinophilic than any training section (optical density %2; there %3 to %4)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This slide is %1 % less eosinophilic than any training section (optical density %2; there %3 to %4)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This slide is more haematoxylin-stained than any training section (optical density %1; there %2 to %3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This slide is less haematoxylin-stained than any training section (optical density %1; there %2 to %3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This slide is more eosinophilic than any training section (optical density %1; there %2 to %3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This slide is less eosinophilic than any training section (optical density %1; there %2 to %3)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScorePanel</name>
    <message>
        <source>Correlation per spot</source>
        <translation>スポットごとの相関</translation>
    </message>
    <message>
        <source>RMSE per spot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correlation per gene</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>transcope::app::ExportCommands</name>
    <message>
        <source>Saved %1</source>
        <translation>%1 を保存しました</translation>
    </message>
    <message>
        <source>Save Overlay</source>
        <translation>オーバーレイを保存</translation>
    </message>
    <message>
        <source>Pictures (*.png *.tif *.svg *.pdf)</source>
        <translation>画像 (*.png *.tif *.svg *.pdf)</translation>
    </message>
    <message>
        <source>Export Prediction</source>
        <translation>予測を書き出す</translation>
    </message>
    <message>
        <source>AnnData (*.h5ad);;Table (*.csv);;Table for Loupe (*.loupe.csv)</source>
        <translation>AnnData (*.h5ad);;表 (*.csv);;Loupe 用の表 (*.loupe.csv)</translation>
    </message>
    <message>
        <source>Folder for the Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save Figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures (*.pdf *.svg *.png *.tif)</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Drawing %Ln genes …</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Save Report</source>
        <translation>レポートを保存</translation>
    </message>
    <message>
        <source>Reports (*.pdf)</source>
        <translation>レポート (*.pdf)</translation>
    </message>
    <message>
        <source>Making the report …</source>
        <translation>レポートを作成しています…</translation>
    </message>
</context>
<context>
    <name>transcope::app::FileCommands</name>
    <message>
        <source>Open Slide</source>
        <translation>スライドを開く</translation>
    </message>
    <message>
        <source>Slides and pictures (*.svs *.tif *.tiff *.ndpi *.mrxs *.scn *.svslide *.vms *.vmu *.bif *.jpg *.jpeg *.png);;All files (*)</source>
        <translation>スライドと画像 (*.svs *.tif *.tiff *.ndpi *.mrxs *.scn *.svslide *.vms *.vmu *.bif *.jpg *.jpeg *.png);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Open Expression</source>
        <translation>発現データを開く</translation>
    </message>
    <message>
        <source>Expression (*.h5ad *.h5 *.tsv *.tsv.gz *.csv *.txt *.mtx *.mtx.gz);;All files (*)</source>
        <translation>発現データ (*.h5ad *.h5 *.tsv *.tsv.gz *.csv *.txt *.mtx *.mtx.gz);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Open Folder</source>
        <translation>フォルダーを開く</translation>
    </message>
    <message>
        <source>Open Session</source>
        <translation>セッションを開く</translation>
    </message>
    <message>
        <source>Transcope sessions (*.transcope)</source>
        <translation>Transcope セッション (*.transcope)</translation>
    </message>
    <message>
        <source>Import Layer</source>
        <translation>レイヤーを取り込む</translation>
    </message>
    <message>
        <source>Layers (*.h5ad *.csv *.tsv *.transcope);;All files (*)</source>
        <translation>レイヤー (*.h5ad *.csv *.tsv *.transcope);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Clear List</source>
        <translation>一覧を消去</translation>
    </message>
    <message>
        <source>Folder of Training Sections</source>
        <translation type="unfinished">学習切片のフォルダー</translation>
    </message>
</context>
<context>
    <name>transcope::app::GuideWindow</name>
    <message>
        <source>Guide</source>
        <translation>ガイド</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>目次</translation>
    </message>
    <message>
        <source>The guide was not installed with this program.</source>
        <translation>このプログラムにはガイドが含まれていません。</translation>
    </message>
</context>
<context>
    <name>transcope::app::HelpCommands</name>
    <message>
        <source>About Transcope</source>
        <translation>Transcope について</translation>
    </message>
    <message>
        <source>Transcope %1

A viewer for spatial transcriptomics predicted from H&amp;E slides.
Predictions are estimates for research and no basis for a diagnosis.</source>
        <translation>Transcope %1

H&amp;E スライドから予測した空間トランスクリプトームのビューアです。
予測値は研究用の推定であり、診断の根拠にはなりません。</translation>
    </message>
</context>
<context>
    <name>transcope::app::LogWindow</name>
    <message>
        <source>Log</source>
        <translation>ログ</translation>
    </message>
    <message>
        <source>What was said since the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>コピー(&amp;C)</translation>
    </message>
</context>
<context>
    <name>transcope::app::MainWindow</name>
    <message>
        <source>Prediction</source>
        <translation>予測</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>レイヤー</translation>
    </message>
    <message>
        <source>Genes</source>
        <translation>遺伝子</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>Spot</source>
        <translation>スポット</translation>
    </message>
    <message>
        <source>Expression Landscape</source>
        <translation>発現ランドスケープ</translation>
    </message>
    <message>
        <source>%1 – Transcope</source>
        <translation>%1 – Transcope</translation>
    </message>
    <message>
        <source>Opening %1  %2</source>
        <translation>%1 を開いています  %2</translation>
    </message>
    <message>
        <source>Predicting  %1</source>
        <translation>予測中  %1</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 を保存しました</translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation>保存しています…</translation>
    </message>
    <message>
        <source>Opening …</source>
        <translation>開いています…</translation>
    </message>
    <message>
        <source>Making the demo …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making the demo  %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deviation and Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gene Charts</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln lists of genes of %1</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Saving  %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1.</source>
        <comment>a sentence</comment>
        <translation type="unfinished">%1。</translation>
    </message>
</context>
<context>
    <name>transcope::app::MainWindowActions</name>
    <message>
        <source>&amp;File</source>
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Open Slide…</source>
        <translation>スライドを開く(&amp;O)…</translation>
    </message>
    <message>
        <source>Open &amp;Expression…</source>
        <translation>発現データを開く(&amp;E)…</translation>
    </message>
    <message>
        <source>Open &amp;Session…</source>
        <translation>セッションを開く(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Import Layer…</source>
        <translation>レイヤーを取り込む(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Recent Files</source>
        <translation>最近使ったファイル(&amp;R)</translation>
    </message>
    <message>
        <source>Save &amp;Picture of the Spots…</source>
        <translation>スポットの画像を保存(&amp;P)…</translation>
    </message>
    <message>
        <source>Save Picture of the &amp;View…</source>
        <translation>ビューの画像を保存(&amp;V)…</translation>
    </message>
    <message>
        <source>Save Picture of the &amp;Whole Slide…</source>
        <translation>スライド全体の画像を保存(&amp;W)…</translation>
    </message>
    <message>
        <source>E&amp;xport Prediction…</source>
        <translation>予測を書き出す(&amp;X)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>Zoom to &amp;Fit</source>
        <translation>全体を表示(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;One to One</source>
        <translation>等倍(&amp;O)</translation>
    </message>
    <message>
        <source>Zoom &amp;In</source>
        <translation>拡大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom O&amp;ut</source>
        <translation>縮小(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Add View</source>
        <translation>ビューを追加(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Close View</source>
        <translation>ビューを閉じる(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Next View</source>
        <translation>次のビュー(&amp;N)</translation>
    </message>
    <message>
        <source>This View A&amp;lone</source>
        <translation>このビューだけ(&amp;L)</translation>
    </message>
    <message>
        <source>Views in a G&amp;rid</source>
        <translation>ビューを格子に並べる(&amp;R)</translation>
    </message>
    <message>
        <source>S&amp;wipe to the Next View’s Map</source>
        <translation>次のビューの図とスワイプ(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Blink to the Next View’s Map</source>
        <translation>次のビューの図に切り替え(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Go to Position…</source>
        <translation>位置へ移動(&amp;G)…</translation>
    </message>
    <message>
        <source>&amp;Overlay</source>
        <translation>オーバーレイ(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Scale Bar</source>
        <translation>スケールバー(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Minimap</source>
        <translation>ミニマップ(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>パネル(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Hide Panels</source>
        <translation>パネルを隠す(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Colours of the Window</source>
        <translation>ウィンドウの配色(&amp;C)</translation>
    </message>
    <message>
        <source>As the &amp;System</source>
        <translation>システムに合わせる(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>ライト(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>ダーク(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>言語(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Prediction</source>
        <translation>予測(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Run Prediction</source>
        <translation>予測を実行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Cancel Prediction</source>
        <translation>予測を中止(&amp;C)</translation>
    </message>
    <message>
        <source>Choose &amp;Weights…</source>
        <translation>重みを選ぶ(&amp;W)…</translation>
    </message>
    <message>
        <source>Choose &amp;Program…</source>
        <translation>プログラムを選ぶ(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Find Gene</source>
        <translation>遺伝子を検索(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Commands…</source>
        <translation>コマンド(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;About Transcope</source>
        <translation>Transcope について(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Guide</source>
        <translation>ガイド(&amp;G)</translation>
    </message>
    <message>
        <source>Open &amp;Folder…</source>
        <translation>フォルダーを開く(&amp;F)…</translation>
    </message>
    <message>
        <source>Open the &amp;Demo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report a &amp;Problem…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save &amp;Figure of Maps…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Draw Regions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Move</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Rectangle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Polygon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Lasso</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Region of What the &amp;View Shows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Import Regions…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E&amp;xport Regions…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save &amp;Report…</source>
        <translation>レポートを保存(&amp;R)…</translation>
    </message>
    <message>
        <source>Ro&amp;tation…</source>
        <translation>回転(&amp;T)…</translation>
    </message>
    <message>
        <source>Ma&amp;gnification</source>
        <translation>倍率(&amp;G)</translation>
    </message>
    <message>
        <source>The slide does not say its scale</source>
        <translation>スライドに縮尺の記載がありません</translation>
    </message>
    <message>
        <source>&amp;Measure a Distance</source>
        <translation>距離を測る(&amp;M)</translation>
    </message>
    <message>
        <source>Add &amp;Baselines…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>transcope::app::ProblemReport</name>
    <message>
        <source>Report a Problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is sent. Read the text, say what you did, and take out what should not leave this machine: the log names files, and names of slides may name patients. Then copy it into your report.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text of the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy to the Clipboard</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>transcope::app::RegionCommands</name>
    <message>
        <source>Regions are kept in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regions (*.geojson *.geojson.gz *.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import Regions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export Regions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regions (*.geojson)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 を保存しました</translation>
    </message>
    <message numerus="yes">
        <source>%Ln regions of %1</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::app::RunNotices</name>
    <message>
        <source>%1.</source>
        <comment>a sentence</comment>
        <translation>%1。</translation>
    </message>
    <message numerus="yes">
        <source>%n prediction(s) of this slide were not finished when it was last open.</source>
        <translation>
            <numerusform>前回このスライドを開いたとき、%n 件の予測が終わっていませんでした。</numerusform>
        </translation>
    </message>
    <message>
        <source>Go On</source>
        <translation>続ける</translation>
    </message>
    <message>
        <source>%1 holds a program (TorchScript), which can do whatever you can. Nothing of it was run. Trust it, once and for all, only if you know where it comes from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trust and Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The prediction stopped: its background process ended (%1). The %2 spots predicted so far are kept; restarting does only the rest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>再開</translation>
    </message>
</context>
<context>
    <name>transcope::app::Startup</name>
    <message>
        <source>%1 holds a program that is not trusted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no spot %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be written</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>transcope::app::ViewCommands</name>
    <message>
        <source>%1 is shown in place of %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show Both</source>
        <translation>両方を表示</translation>
    </message>
    <message>
        <source>Go to Position</source>
        <translation>位置へ移動</translation>
    </message>
    <message>
        <source>x, y in px, or with µm at the end:</source>
        <translation>x, y（px、または末尾に µm）：</translation>
    </message>
    <message>
        <source>“%1” is no position. Write for example “12000, 8000” or “5000, 3200 µm” (µm needs a known scale).</source>
        <translation type="unfinished"></translation>
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
        <translation>   ·   %1, %2 µm</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>%1 · scale unknown</source>
        <translation>%1 · 縮尺不明</translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation>残り %1 秒</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation>残り約 %1 分</translation>
    </message>
    <message>
        <source>about %1 h left</source>
        <translation>残り約 %1 時間</translation>
    </message>
    <message>
        <source>mean held-out r %1</source>
        <translation>未学習データの平均 r %1</translation>
    </message>
    <message>
        <source>These weights do not say what they were trained on.</source>
        <translation>この重みには学習データの記載がありません。</translation>
    </message>
    <message>
        <source>Trained on %1</source>
        <translation>学習データ：%1</translation>
    </message>
    <message>
        <source>a section is predicted as a whole, all or nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, a program&apos;s own model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held-out correlation unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beyond depth %1: what is left once the number of transcripts in each spot is accounted for</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln genes</source>
        <translation>
            <numerusform>%Ln 遺伝子</numerusform>
        </translation>
    </message>
    <message>
        <source>These weights were trained on synthetic demo sections; on real tissue the map shows only that the software works.</source>
        <translation>この重みは合成したデモ切片で学習したものです。実際の組織では、ソフトウェアが動くことを示すだけです。</translation>
    </message>
    <message>
        <source>The authors of M2OST publish trained weights as PyTorch files, in the folder weights of their repository Dootmaan/M2OST: MSViT_Small_HER2_best.pth for HER2+ breast cancer, MSViT_Small_GSE144240_best.pth for cSCC, and three more. Download one there and turn it into a weights file on the command line; no code in it is run:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The lists of genes her2st, cscc and hbc come with Transcope and have the order of these files. Then choose the new file here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no value</source>
        <translation>値なし</translation>
    </message>
    <message>
        <source>(scale unknown)</source>
        <translation>（縮尺不明）</translation>
    </message>
    <message>
        <source>Open a slide, or drop one here</source>
        <translation>スライドを開くか、ここにドロップ</translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 µm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 mm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>transcope::ui::CalibrationPanel</name>
    <message>
        <source>Line: all genes, in ten steps of the deviation (root mean square). Dots: the spots of the chosen gene. Dashed: where the deviation tells the whole error.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>undefined</source>
        <translation>未定義</translation>
    </message>
    <message>
        <source>Here a larger deviation does not mean a larger error.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Here a larger deviation means a larger error, weakly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Here a larger deviation means a larger error.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predict measured spots with the box &quot;Deviation over 8 views&quot;: here stands then whether a larger deviation means a larger error.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Rank correlation of deviation and error over the spots: %1 (mean of %Ln genes)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 alone: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All genes together: %1, of %2 values; this follows also that some genes vary more.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>transcope::ui::CalibrationPlot</name>
    <message>
        <source>Deviation over the views</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the error</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>transcope::ui::CommandList</name>
    <message>
        <source>Commands</source>
        <translation>コマンド</translation>
    </message>
    <message>
        <source>Type a command</source>
        <translation>コマンドを入力</translation>
    </message>
</context>
<context>
    <name>transcope::ui::DisplayPanel</name>
    <message>
        <source>Grey</source>
        <translation>グレー</translation>
    </message>
    <message>
        <source>Diverging</source>
        <translation>発散</translation>
    </message>
    <message>
        <source>to</source>
        <translation>～</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>色</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>範囲</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>A value, or a percentile such as p1, p99 or 99 %</source>
        <translation>値、または p1、p99、99 % のようなパーセンタイル</translation>
    </message>
    <message>
        <source>Show overlay</source>
        <translation>オーバーレイを表示</translation>
    </message>
    <message>
        <source>Spots on the tissue (O)</source>
        <translation>組織上のスポット（O）</translation>
    </message>
    <message>
        <source>Also Ctrl + mouse wheel over the slide</source>
        <translation>スライド上で Ctrl + ホイールでも</translation>
    </message>
    <message>
        <source>Same range in all views</source>
        <translation>全ビューで同じ範囲</translation>
    </message>
    <message>
        <source>One colour means the same value wherever the same quantity is shown</source>
        <translation>同じ量なら、同じ色は同じ値を表します</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>Discs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Squares</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hexagons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outlines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fade below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spots</source>
        <translation>スポット</translation>
    </message>
    <message>
        <source>No contours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lines of equal value, about so many</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours follow the values&apos; logarithm, where values do not lie about zero</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spots below this value or percentile, such as p90, are faded; where values lie about zero, those nearer to it</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source> contours</source>
        <comment>after a number</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Range from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Range to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark of a spot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contour lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smooth surface</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What stands for a spot; squares and hexagons reach half way to the next one. A smooth surface has values between spots that nobody measured or predicted: linear from one to the next</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>transcope::ui::Document</name>
    <message>
        <source>Open the slide first: layers are matched with its spots.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was read, but no picture lies beside it. Open the slide first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>transcope::ui::ExportController</name>
    <message>
        <source>Not among the genes of any layer: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>transcope::ui::FigureDialog</name>
    <message>
        <source>&amp;Principal components as red, green and blue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The current view’s &amp;map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The &amp;slide under the spots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;One figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A picture of &amp;each gene, and a contact sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figure of Maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DDX5, FASN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Genes, a row each:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Layers, a column each:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> mm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A journal’s column is some 85 mm wide, its page 180 mm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Width:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dots per inch:</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>transcope::ui::GeneListModel</name>
    <message>
        <source>PCA: first component</source>
        <translation>PCA：第 1 主成分</translation>
    </message>
    <message>
        <source>PCA: RGB</source>
        <translation>PCA：RGB</translation>
    </message>
    <message>
        <source>Correlation on sections that the weights were not trained on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correlation of predicted with measured values across this section&apos;s spots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same beyond depth: what is left of it once the number of transcripts in each spot is accounted for (partial correlation given ln(1 + total count))</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gene</source>
        <translation>遺伝子</translation>
    </message>
    <message>
        <source>Held-out r</source>
        <translation>未学習 r</translation>
    </message>
    <message>
        <source>r here</source>
        <translation>ここの r</translation>
    </message>
    <message>
        <source>beyond</source>
        <translation>深度除外</translation>
    </message>
    <message>
        <source>Spots coloured by the first principal component of all compared genes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first three principal components as red, green and blue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the measurement&apos;s file says of each spot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not among the genes that the weights predict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not measured in this section</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held-out correlation %1%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> – weak: look at its map with caution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correlation in this section %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beyond depth %1: what is left of it once the number of transcripts in each spot is accounted for</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Mean of the values of %Ln genes: %1</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::ui::GeneNamesEdit</name>
    <message>
        <source>From a List</source>
        <translation>リストから</translation>
    </message>
</context>
<context>
    <name>transcope::ui::GenePanel</name>
    <message>
        <source>Predicted genes only</source>
        <translation>予測遺伝子のみ</translation>
    </message>
    <message>
        <source>Search gene by symbol or id</source>
        <translation>記号または ID で遺伝子を検索</translation>
    </message>
    <message>
        <source>Genes appear with measured expression or a prediction.</source>
        <translation>実測または予測があると遺伝子が表示されます。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln genes</source>
        <translation>
            <numerusform>%Ln 遺伝子</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln genes</source>
        <translation>
            <numerusform>%1 / %Ln 遺伝子</numerusform>
        </translation>
    </message>
    <message>
        <source>Lists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists of genes, and blends of the genes that are selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blend the Selected Genes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two or three genes, each in a colour of its own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the Selected Genes as a List…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import Lists…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename the List…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the List</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A List of Genes</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Name of the list of %Ln genes</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>New name of the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import Lists of Genes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists of genes (*.gmt *.gmt.gz *.txt *.csv *.tsv);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Genes and maps</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>transcope::ui::GenePlotPanel</name>
    <message>
        <source>Predicted against measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values in each layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Genes by their correlation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a gene in the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A prediction and a measurement are held against each other here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not both measured and predicted here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>r = %1, slope %2, %Ln spots</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>No layer has %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spots, %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rank of the gene</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correlation</source>
        <translation>相関</translation>
    </message>
    <message>
        <source>A click chooses the gene</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the Chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As a picture (PDF, SVG, PNG), or the numbers behind it (CSV)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF (*.pdf);;SVG (*.svg);;PNG (*.png);;Table (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>transcope::ui::LandscapePanel</name>
    <message>
        <source>Draw the landscape</source>
        <translation>ランドスケープを描く</translation>
    </message>
    <message>
        <source>The chosen gene as heights over the tissue</source>
        <translation>選んだ遺伝子を組織上の高さで表します</translation>
    </message>
    <message>
        <source>The landscape needs OpenGL 3.3, which this display does not offer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The landscape shows one gene, or the first component.</source>
        <translation>ランドスケープは 1 つの遺伝子か第 1 主成分を示します。</translation>
    </message>
</context>
<context>
    <name>transcope::ui::LandscapeView</name>
    <message>
        <source>Drag turns, right drag moves, the wheel zooms, double click shows all</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>transcope::ui::LayerKeeper</name>
    <message>
        <source>%1 is too large to be kept in the session: import it again when you open the session.</source>
        <translation type="unfinished"></translation>
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
            <numerusform>%Ln スポット中 %1 が実測済み</numerusform>
        </translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>レイヤー</translation>
    </message>
    <message>
        <source>Spots</source>
        <translation>スポット</translation>
    </message>
    <message>
        <source>r spot</source>
        <translation>r スポット</translation>
    </message>
    <message>
        <source>r gene</source>
        <translation>r 遺伝子</translation>
    </message>
    <message>
        <source>base</source>
        <translation>基準</translation>
    </message>
    <message>
        <source>Double click shows it in the current view</source>
        <translation>ダブルクリックで現在のビューに表示</translation>
    </message>
    <message>
        <source>Spots that have values</source>
        <translation>値のあるスポット</translation>
    </message>
    <message>
        <source>Mean correlation with the measurement, per spot over genes</source>
        <translation>実測との平均相関：スポットごと、遺伝子にわたる</translation>
    </message>
    <message>
        <source>Mean correlation with the measurement, per gene over spots</source>
        <translation>実測との平均相関：遺伝子ごと、スポットにわたる</translation>
    </message>
    <message>
        <source>Baseline: per spot, the section&apos;s mean profile, which looks at no image; a method that does not beat it has found no pattern</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>transcope::ui::LayersPanel</name>
    <message>
        <source>Measured</source>
        <translation>実測</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>予測</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>取り込み</translation>
    </message>
    <message>
        <source>Derived</source>
        <translation>派生</translation>
    </message>
    <message>
        <source>Method: %1</source>
        <translation>手法：%1</translation>
    </message>
    <message>
        <source>Weights: %1</source>
        <translation>重み：%1</translation>
    </message>
    <message>
        <source>SHA-256: %1…</source>
        <translation>SHA-256：%1…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln genes</source>
        <translation>
            <numerusform>%Ln 遺伝子</numerusform>
        </translation>
    </message>
    <message>
        <source>Normalisation: %1</source>
        <translation>正規化：%1</translation>
    </message>
    <message>
        <source>Patches cut at %1 µm/px</source>
        <translation>パッチの切り出し：%1 µm/px</translation>
    </message>
    <message>
        <source>Precision: %1</source>
        <translation>精度：%1</translation>
    </message>
    <message>
        <source>Date: %1</source>
        <translation>日付：%1</translation>
    </message>
    <message>
        <source>File: %1</source>
        <translation>ファイル：%1</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>追加…</translation>
    </message>
    <message>
        <source>A layer of another file (Ctrl+I)</source>
        <translation>別のファイルのレイヤー（Ctrl+I）</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上へ</translation>
    </message>
    <message>
        <source>Higher in the list</source>
        <translation>一覧で上へ</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下へ</translation>
    </message>
    <message>
        <source>Lower in the list</source>
        <translation>一覧で下へ</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>外す</translation>
    </message>
    <message>
        <source>Out of the document; in its session the layer stays</source>
        <translation>文書から外します。セッションには残ります</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Bring back %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name it %1 again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>レイヤー</translation>
    </message>
    <message>
        <source>Trained on the sections %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was trained on this section (%2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not scored: how its values were normalised is not stated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State it…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take back what the values of %1 are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: inferred between the spots, not scored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1: inferred between the spots, scored at %Ln of them.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::ui::LoadingNotice</name>
    <message>
        <source>%1 is still being opened: it is large, or its disk or network does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give Up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not answer: its disk or network may be gone. What is grey has not been read.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>transcope::ui::MessageBar</name>
    <message>
        <source>Close this message</source>
        <translation>このメッセージを閉じる</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>詳細…</translation>
    </message>
    <message numerus="yes">
        <source>(%n earlier error(s) under Details)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::ui::PatchPage</name>
    <message>
        <source>The model looks at the spot …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the model looks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attention of each level&apos;s cls token, which the prediction is made from, in the last mixing within the level; mean over the heads, and over the tokens that cover a place. 1 is even. It says where the model looked, not what it concluded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the model takes of the spot: circle: the spot; hatched: beyond the slide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a spot on the slide to see what the model takes of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patches are those that a model takes: predict the spots first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights %1, which predicted, were not found: choose them in the panel Prediction.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>transcope::ui::PatchView</name>
    <message>
        <source>%1 µm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Level %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Level %1: %2 · %3–%4 × even</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>transcope::ui::PredictionPanel</name>
    <message numerus="yes">
        <source>%Ln spots predicted in %1 s</source>
        <translation>
            <numerusform>%Ln スポットを %1 秒で予測しました</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a weights file, or a program with a model of its own</source>
        <translation>重みファイル、またはモデル付きのプログラムを選ぶ</translation>
    </message>
    <message>
        <source>Weights File…</source>
        <translation>重みファイル…</translation>
    </message>
    <message>
        <source>Program…</source>
        <translation>プログラム…</translation>
    </message>
    <message>
        <source>The Authors&apos; Weights…</source>
        <translation>著者の重み…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>外す</translation>
    </message>
    <message>
        <source>Predictions that wait for the running one; Delete removes one</source>
        <translation>実行中の予測を待つ予測。Delete で外します</translation>
    </message>
    <message>
        <source>Waiting predictions</source>
        <translation>待機中の予測</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>重み</translation>
    </message>
    <message>
        <source>Spots</source>
        <translation>スポット</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>デバイス</translation>
    </message>
    <message>
        <source>No weights found</source>
        <translation>重みがありません</translation>
    </message>
    <message>
        <source>Program with a model of its own: %1</source>
        <translation>モデル付きのプログラム：%1</translation>
    </message>
    <message>
        <source>Distance between grid points: µm, or px with “px” at the end</source>
        <translation>格子点の間隔：µm、または末尾に px</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自動</translation>
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
        <translation>8 方向の偏差（時間 8 倍）</translation>
    </message>
    <message>
        <source>Each spot&apos;s patches are also predicted turned and mirrored. Their mean is the layer, their standard deviation one beside it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shares of the zoom levels</source>
        <translation>ズーム段階ごとの寄与</translation>
    </message>
    <message>
        <source>How much of each prediction comes from each zoom level, as layers of their own. M2OST only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Choose a Program</source>
        <translation>プログラムを選ぶ</translation>
    </message>
    <message>
        <source>Command that starts a worker with a model of its own,
for example: python3 my_worker.py</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose Weights</source>
        <translation>重みを選ぶ</translation>
    </message>
    <message>
        <source>Weights (*.safetensors);;All files (*)</source>
        <translation>重み (*.safetensors);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>The Authors&apos; Weights</source>
        <translation>著者の重み</translation>
    </message>
    <message>
        <source>Of the session (%1)</source>
        <translation>セッションのもの（%1）</translation>
    </message>
    <message>
        <source>Measured (%1)</source>
        <translation>実測（%1）</translation>
    </message>
    <message>
        <source>Grid over tissue</source>
        <translation>組織上の格子</translation>
    </message>
    <message>
        <source>Run next</source>
        <translation>次に実行</translation>
    </message>
    <message>
        <source>Run prediction</source>
        <translation>予測を実行</translation>
    </message>
    <message>
        <source>Runs when the predictions before it have ended</source>
        <translation>前の予測が終わると実行します</translation>
    </message>
    <message>
        <source>Next: %1</source>
        <translation>次：%1</translation>
    </message>
    <message>
        <source>Finding the spots …</source>
        <translation>スポットを求めています…</translation>
    </message>
    <message>
        <source>Loading weights …</source>
        <translation>重みを読み込んでいます…</translation>
    </message>
    <message>
        <source>Predicting …</source>
        <translation>予測中…</translation>
    </message>
    <message>
        <source>Choose a weights file (.safetensors).</source>
        <translation>重みファイル（.safetensors）を選んでください。</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln spots predicted</source>
        <translation>
            <numerusform>%Ln スポット中 %1 を予測済み</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln spots</source>
        <translation>
            <numerusform>%1 / %Ln スポット</numerusform>
        </translation>
    </message>
    <message>
        <source>Pitch of the grid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part of the slide that is filled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is predicted already is not predicted again. Other runs at the same time make it slower.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Densely between the spots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All of the tissue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the view shows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Region %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln spots, about %1</source>
        <comment>spots, duration</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spots; how long they take is known once these weights have run here</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::ui::ProfilePlot</name>
    <message>
        <source>Measured</source>
        <translation>実測</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>予測</translation>
    </message>
</context>
<context>
    <name>transcope::ui::RegionController</name>
    <message>
        <source>the region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Region %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take %1 away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give %1 its shape back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name it %1 again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give %1 its colour back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring back %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the slide first: regions lie on it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the regions of %1 away</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>transcope::ui::RegionGenesModel</name>
    <message>
        <source>Gene</source>
        <translation>遺伝子</translation>
    </message>
    <message>
        <source>Inside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AUC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p adj.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A click shows it in the views</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean of the spots inside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean of the spots that they are compared with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Effect size: how often a spot inside has more than one outside; 0.5 is no difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wilcoxon’s rank-sum test, adjusted for the number of genes (Benjamini and Hochberg). Neighbouring spots are not independent: it is too small</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>transcope::ui::RegionsModel</name>
    <message>
        <source>Class: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spots</source>
        <translation>スポット</translation>
    </message>
    <message>
        <source>mm²</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>transcope::ui::RegionsPanel</name>
    <message>
        <source>Colour…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another colour for the region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the region as large as the view (Return)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes the region away (Delete)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Against:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the region is compared with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Genes of the region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all other spots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a tool, and draw a region on the slide.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a region.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no layer to compare.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2: %3 spots inside, %4 outside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln spots lie in both and are left out.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Correlation with the measurement, mean per spot: %1 inside, %2 outside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>undefined</source>
        <translation>未定義</translation>
    </message>
    <message numerus="yes">
        <source>Only %Ln spots lie inside: too few for a statement.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only %Ln spots lie outside: too few for a statement.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::ui::ReportDialog</name>
    <message>
        <source>Report</source>
        <translation>レポート</translation>
    </message>
    <message>
        <source>Those predicted best</source>
        <translation>最もよく予測された遺伝子</translation>
    </message>
    <message>
        <source>No baselines</source>
        <translation>ベースラインなし</translation>
    </message>
    <message>
        <source>Predictors that look at no picture are made from a folder of training sections and stand beside the scores</source>
        <translation>学習切片のフォルダーから、画像を見ない予測を作り、スコアの横に並べます</translation>
    </message>
    <message>
        <source>Folder of Training Sections</source>
        <translation>学習切片のフォルダー</translation>
    </message>
    <message>
        <source>&amp;Genes of the maps:</source>
        <translation>マップの遺伝子(&amp;G):</translation>
    </message>
    <message>
        <source>&amp;Training sections:</source>
        <translation>学習切片(&amp;T):</translation>
    </message>
</context>
<context>
    <name>transcope::ui::RotationDialog</name>
    <message>
        <source>Rotation</source>
        <translation>回転</translation>
    </message>
    <message>
        <source>&amp;Angle, clockwise:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift and dragging with the left button turns the slide, too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Upright</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>transcope::ui::RunController</name>
    <message>
        <source>Open a slide first.</source>
        <translation>先にスライドを開いてください。</translation>
    </message>
    <message>
        <source>No weights are chosen. Choose a .safetensors file in the panel Prediction.</source>
        <translation>重みが選ばれていません。「予測」パネルで .safetensors ファイルを選んでください。</translation>
    </message>
</context>
<context>
    <name>transcope::ui::RunCost</name>
    <message>
        <source>No spot lies in this part of the slide. Choose a part with tissue, or a finer pitch.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>transcope::ui::RunQueue</name>
    <message>
        <source>%1, dense %2 µm</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>transcope::ui::ScorePanel</name>
    <message>
        <source>p &lt; %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p = %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All three scores as a figure (PDF, SVG, PNG, TIFF), or every value as a table (CSV)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured and predicted expression are compared here, spot by spot.</source>
        <translation>実測と予測の発現をスポットごとに比べます。</translation>
    </message>
    <message>
        <source>None of the predicted spots was measured, so there is nothing to compare.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of the predicted genes was measured in this section.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured and predicted share %1 of %2 genes that a correlation needs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the first predicted spots.</source>
        <translation>最初の予測スポットを待っています。</translation>
    </message>
    <message>
        <source>Section mean (no image)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the Scores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF (*.pdf);;SVG (*.svg);;PNG (*.png);;TIFF (*.tif);;Table (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the t-tests beneath the boxes hold each layer against</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln genes, 1 section of 1 patient. p: paired t-test over genes.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spots, 1 section of 1 patient. p: paired t-test; spots are not independent, so it is too small.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>What p is against</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p against %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Depth alone (oracle)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>transcope::ui::ScorePlot</name>
    <message>
        <source>mean %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: mean %2, median %3, n = %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> (%1 undefined)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>transcope::ui::SlideView</name>
    <message>
        <source>Slide view</source>
        <translation>スライドのビュー</translation>
    </message>
</context>
<context>
    <name>transcope::ui::SpotInspector</name>
    <message>
        <source>undefined</source>
        <translation>未定義</translation>
    </message>
    <message>
        <source>Spot %1</source>
        <translation>スポット %1</translation>
    </message>
    <message>
        <source>Scale unknown: no position in µm</source>
        <translation>縮尺不明：µm の位置はありません</translation>
    </message>
    <message>
        <source>r = %1 · RMSE = %2</source>
        <translation>r = %1 · RMSE = %2</translation>
    </message>
    <message>
        <source>Border spot: a patch reached beyond the slide and was padded</source>
        <translation>境界スポット：パッチがスライドの外に出たため補いました</translation>
    </message>
    <message>
        <source>Values: %1</source>
        <translation>値：%1</translation>
    </message>
    <message>
        <source>%1: %2 ± %3 over 8 views</source>
        <translation>%1：%2 ± %3（8 方向）</translation>
    </message>
    <message>
        <source>Level %1</source>
        <translation>段階 %1</translation>
    </message>
    <message>
        <source>Bias</source>
        <translation>バイアス</translation>
    </message>
    <message>
        <source>%1 = sum of its zoom levels:</source>
        <translation>%1 = 各ズーム段階の和：</translation>
    </message>
    <message>
        <source>Click a spot on the slide to see its genes.</source>
        <translation>スライド上のスポットをクリックすると遺伝子が見られます。</translation>
    </message>
    <message>
        <source>Genes</source>
        <translation>遺伝子</translation>
    </message>
    <message>
        <source>Patches</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>transcope::ui::SpotProfileModel</name>
    <message>
        <source>Gene</source>
        <translation>遺伝子</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>実測</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>予測</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差</translation>
    </message>
</context>
<context>
    <name>transcope::ui::StartPage</name>
    <message>
        <source>Gene expression predicted from H&amp;E slides, beside the measurement where there is one. Predictions are estimates for research and no basis for a diagnosis.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a slide</source>
        <translation>スライドを開く</translation>
    </message>
    <message>
        <source>A whole-slide image or any picture of tissue; genes are then predicted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a section with expression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A table, .h5ad or .h5 with measured counts; a picture of the tissue beside or in it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a folder</source>
        <translation>フォルダーを開く</translation>
    </message>
    <message>
        <source>What Space Ranger wrote, or a zarr store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a session</source>
        <translation>セッションを開く</translation>
    </message>
    <message>
        <source>Predictions and views that Transcope kept (.transcope)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A made-up section whose expression is known; made here in some seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the guide</source>
        <translation>ガイドを読む</translation>
    </message>
    <message>
        <source>From a slide to a figure in ten minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start page</source>
        <translation>スタートページ</translation>
    </message>
    <message>
        <source>Open &amp;again</source>
        <translation>もう一度開く(&amp;A)</translation>
    </message>
    <message>
        <source>Files that were open last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not there now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>transcope::ui::ViewHead</name>
    <message>
        <source>Gene</source>
        <translation>遺伝子</translation>
    </message>
    <message>
        <source>The gene chosen last</source>
        <translation>最後に選んだ遺伝子</translation>
    </message>
    <message>
        <source>Residual</source>
        <translation>残差</translation>
    </message>
    <message>
        <source>The gene, predicted minus measured</source>
        <translation>予測値から実測値を引いたもの</translation>
    </message>
    <message>
        <source>Disagreement</source>
        <translation>不一致</translation>
    </message>
    <message>
        <source>The gene: how far the methods differ</source>
        <translation>手法の間の違い</translation>
    </message>
    <message>
        <source>Correlation</source>
        <translation>相関</translation>
    </message>
    <message>
        <source>Of prediction and measurement in each spot</source>
        <translation>各スポットの予測と実測の相関</translation>
    </message>
    <message>
        <source>First component</source>
        <translation>第 1 主成分</translation>
    </message>
    <message>
        <source>First principal component of the layer</source>
        <translation>レイヤーの第 1 主成分</translation>
    </message>
    <message>
        <source>PCA colours</source>
        <translation>主成分の色</translation>
    </message>
    <message>
        <source>Three principal components as red, green, blue</source>
        <translation>3 つの主成分を赤・緑・青で</translation>
    </message>
    <message>
        <source>Border spots</source>
        <translation>境界スポット</translation>
    </message>
    <message>
        <source>Whether a patch reached beyond the slide</source>
        <translation>パッチがスライドの外に出たか</translation>
    </message>
    <message>
        <source>Layer of this view</source>
        <translation>このビューのレイヤー</translation>
    </message>
    <message>
        <source>Map of this view</source>
        <translation>このビューの図</translation>
    </message>
    <message>
        <source>All the room for this view, or back (double click)</source>
        <translation>このビューを最大にする、または戻す（ダブルクリック）</translation>
    </message>
    <message>
        <source>Close this view</source>
        <translation>このビューを閉じる</translation>
    </message>
    <message>
        <source>Place and zoom as in the other views</source>
        <translation>位置と倍率を他のビューに合わせる</translation>
    </message>
    <message>
        <source>Turned as the other views</source>
        <translation>回転を他のビューに合わせる</translation>
    </message>
    <message>
        <source>Gene as in the other views</source>
        <translation>遺伝子を他のビューに合わせる</translation>
    </message>
    <message>
        <source>One colour range with the other views, where they show the same quantity</source>
        <translation>同じ量を示す他のビューと色の範囲を共有</translation>
    </message>
    <message>
        <source>Slide alone</source>
        <translation>スライドのみ</translation>
    </message>
</context>
</TS>
