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
        <translation>主成分には、異なるスポットが二つ必要です。</translation>
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
        <translation>相関には予測と実測が必要です。</translation>
    </message>
    <message>
        <source>None of these spots was measured.</source>
        <translation>これらのスポットはどれも実測されていません。</translation>
    </message>
    <message>
        <source>Prediction and measurement share fewer than two genes.</source>
        <translation>予測と実測に共通する遺伝子が二つ未満です。</translation>
    </message>
    <message>
        <source>Correlation over %1 genes</source>
        <translation>%1 遺伝子にわたる相関</translation>
    </message>
    <message>
        <source>The residual needs a prediction and a measurement.</source>
        <translation>残差には予測と実測が必要です。</translation>
    </message>
    <message>
        <source>%1: %2 − %3</source>
        <translation>%1：%2 − %3</translation>
    </message>
    <message>
        <source>Difference of z scores</source>
        <translation>z スコアの差</translation>
    </message>
    <message>
        <source>Difference, %1</source>
        <translation>差、%1</translation>
    </message>
    <message>
        <source>%1: disagreement of %2 methods, z scores</source>
        <translation>%1：%2 手法の不一致、z スコア</translation>
    </message>
    <message>
        <source>%1: disagreement of %2 methods</source>
        <translation>%1：%2 手法の不一致</translation>
    </message>
    <message>
        <source>Disagreement needs two methods that have %1.</source>
        <translation>不一致には、%1 をもつ手法が二つ必要です。</translation>
    </message>
    <message>
        <source>Standard deviation of z scores</source>
        <translation>z スコアの標準偏差</translation>
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
        <translation>%1 はこの切片では実測されていません。</translation>
    </message>
    <message>
        <source>%1 is not among the genes that these weights predict.</source>
        <translation>%1 は、この重みが予測する遺伝子に含まれません。</translation>
    </message>
    <message>
        <source>%2 does not have %1.</source>
        <translation>%2 に %1 はありません。</translation>
    </message>
    <message>
        <source>%2 has no column %1.</source>
        <translation>%2 に列 %1 はありません。</translation>
    </message>
    <message>
        <source>Border spots</source>
        <translation>境界スポット</translation>
    </message>
    <message>
        <source>It is not known which patches reached beyond the slide.</source>
        <translation>どのパッチがスライドの外に出たかは不明です。</translation>
    </message>
    <message>
        <source>Patch</source>
        <translation>パッチ</translation>
    </message>
    <message>
        <source>Score of %1 genes</source>
        <translation>%1 遺伝子のスコア</translation>
    </message>
    <message>
        <source>None of these genes varies in this layer.</source>
        <translation>このレイヤーでは、どの遺伝子も変動しません。</translation>
    </message>
    <message>
        <source>Mean z score of %1 of %2 genes</source>
        <translation>%2 遺伝子中 %1 の平均 z スコア</translation>
    </message>
    <message>
        <source>Mean of %1 genes</source>
        <translation>%1 遺伝子の平均</translation>
    </message>
    <message>
        <source>This layer has none of these genes.</source>
        <translation>このレイヤーには、これらの遺伝子がありません。</translation>
    </message>
    <message>
        <source>Mean of %1 of %2 genes, %3</source>
        <translation>%2 遺伝子中 %1 の平均、%3</translation>
    </message>
    <message>
        <source>%1, interpolated</source>
        <translation>%1、補間</translation>
    </message>
    <message>
        <source>value, normalisation not stated</source>
        <translation>値（正規化の記載なし）</translation>
    </message>
    <message>
        <source>Share of a zoom level, %1</source>
        <translation>ズーム段階の寄与、%1</translation>
    </message>
    <message>
        <source>Percentile among the training&apos;s spots</source>
        <translation>学習スポット中の百分位</translation>
    </message>
    <message>
        <source>Inferred (%1)</source>
        <translation>推定 (%1)</translation>
    </message>
    <message>
        <source>%1, inferred between the spots</source>
        <translation>%1、スポットの間の推定</translation>
    </message>
</context>
<context>
    <name>Picture</name>
    <message>
        <source>haematoxylin</source>
        <translation>ヘマトキシリン</translation>
    </message>
    <message>
        <source>eosin</source>
        <translation>エオシン</translation>
    </message>
    <message>
        <source>residual stain</source>
        <translation>残りの染色</translation>
    </message>
    <message>
        <source>%1 alone</source>
        <translation>%1のみ</translation>
    </message>
    <message>
        <source>brightness %1 %</source>
        <translation>明るさ %1 %</translation>
    </message>
    <message>
        <source>contrast %1 %</source>
        <translation>コントラスト %1 %</translation>
    </message>
    <message>
        <source>gamma %1</source>
        <translation>ガンマ %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1、%2</translation>
    </message>
</context>
<context>
    <name>Run</name>
    <message>
        <source>This slide is sharper than any training section (variance of the Laplacian %1; there %2 to %3)</source>
        <translation>このスライドは、どの学習切片よりも鮮明です（ラプラシアンの分散 %1、学習切片は %2～%3）</translation>
    </message>
    <message>
        <source>This slide is less sharp than any training section (variance of the Laplacian %1; there %2 to %3)</source>
        <translation>このスライドは、どの学習切片よりも不鮮明です（ラプラシアンの分散 %1、学習切片は %2～%3）</translation>
    </message>
    <message>
        <source>%1 % of the spots (%2 of %3) lie farther from the training spots than 99 % of these do: what is predicted there is extrapolated</source>
        <translation>スポットの %1 %（%3 中 %2）は、学習スポットの 99 % よりも学習データから離れています。そこでの予測は外挿です</translation>
    </message>
    <message>
        <source>Trained at %1 µm/px, and the slide&apos;s scale is unknown: its pixels are taken as if they were of that scale</source>
        <translation>%1 µm/px で学習されましたが、スライドの縮尺は不明です。画素はその縮尺とみなされます</translation>
    </message>
    <message>
        <source>Trained at %1 µm/px, slide %2: patches are resampled</source>
        <translation>学習時 %1 µm/px、スライド %2：パッチは再標本化されます</translation>
    </message>
    <message>
        <source>Trained at %1 µm/px, slide %2: patches are enlarged, and what is finer than the slide&apos;s pixels is missing</source>
        <translation>学習時 %1 µm/px、スライド %2：パッチは拡大され、スライドの画素より細かいものは失われています</translation>
    </message>
    <message>
        <source>This slide is %1 % more haematoxylin-stained than any training section (optical density %2; there %3 to %4)</source>
        <translation>このスライドのヘマトキシリン染色は、どの学習切片よりも %1 % 濃いです（光学濃度 %2、学習切片は %3～%4）</translation>
    </message>
    <message>
        <source>This slide is %1 % less haematoxylin-stained than any training section (optical density %2; there %3 to %4)</source>
        <translation>このスライドのヘマトキシリン染色は、どの学習切片よりも %1 % 薄いです（光学濃度 %2、学習切片は %3～%4）</translation>
    </message>
    <message>
        <source>This slide is %1 % more eosinophilic than any training section (optical density %2; there %3 to %4)</source>
        <translation>このスライドのエオシン染色は、どの学習切片よりも %1 % 濃いです（光学濃度 %2、学習切片は %3～%4）</translation>
    </message>
    <message>
        <source>This slide is %1 % less eosinophilic than any training section (optical density %2; there %3 to %4)</source>
        <translation>このスライドのエオシン染色は、どの学習切片よりも %1 % 薄いです（光学濃度 %2、学習切片は %3～%4）</translation>
    </message>
    <message>
        <source>This slide is more haematoxylin-stained than any training section (optical density %1; there %2 to %3)</source>
        <translation>このスライドのヘマトキシリン染色は、どの学習切片よりも濃いです（光学濃度 %1、学習切片は %2～%3）</translation>
    </message>
    <message>
        <source>This slide is less haematoxylin-stained than any training section (optical density %1; there %2 to %3)</source>
        <translation>このスライドのヘマトキシリン染色は、どの学習切片よりも薄いです（光学濃度 %1、学習切片は %2～%3）</translation>
    </message>
    <message>
        <source>This slide is more eosinophilic than any training section (optical density %1; there %2 to %3)</source>
        <translation>このスライドのエオシン染色は、どの学習切片よりも濃いです（光学濃度 %1、学習切片は %2～%3）</translation>
    </message>
    <message>
        <source>This slide is less eosinophilic than any training section (optical density %1; there %2 to %3)</source>
        <translation>このスライドのエオシン染色は、どの学習切片よりも薄いです（光学濃度 %1、学習切片は %2～%3）</translation>
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
        <translation>画像のフォルダー</translation>
    </message>
    <message>
        <source>Save Figure</source>
        <translation>図を保存</translation>
    </message>
    <message>
        <source>Figures (*.pdf *.svg *.png *.tif)</source>
        <translation>図 (*.pdf *.svg *.png *.tif)</translation>
    </message>
    <message numerus="yes">
        <source>Drawing %Ln genes …</source>
        <translation>
            <numerusform>%Ln 遺伝子を描いています…</numerusform>
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
        <translation>学習切片のフォルダー</translation>
    </message>
    <message>
        <source>Slides and pictures (%1);;All files (*)</source>
        <translation>スライドと画像 (%1);;すべてのファイル (*)</translation>
    </message>
</context>
<context>
    <name>transcope::app::FolderCommands</name>
    <message>
        <source>Slides of a Folder</source>
        <translation>フォルダーのスライド</translation>
    </message>
    <message>
        <source>This is the last slide of its folder.</source>
        <translation>フォルダーの最後のスライドです。</translation>
    </message>
    <message>
        <source>This is the first slide of its folder.</source>
        <translation>フォルダーの最初のスライドです。</translation>
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
        <translation>開始からのメッセージ</translation>
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
        <translation>デモを作成しています…</translation>
    </message>
    <message>
        <source>Making the demo  %1</source>
        <translation>デモを作成中  %1</translation>
    </message>
    <message>
        <source>Deviation and Error</source>
        <translation>偏差と誤差</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>スコア</translation>
    </message>
    <message>
        <source>Gene Charts</source>
        <translation>遺伝子グラフ</translation>
    </message>
    <message numerus="yes">
        <source>%Ln lists of genes of %1</source>
        <translation>
            <numerusform>%1 の遺伝子リスト %Ln 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Saving  %1</source>
        <translation>保存中  %1</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>領域</translation>
    </message>
    <message>
        <source>%1.</source>
        <comment>a sentence</comment>
        <translation>%1。</translation>
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
        <translation>デモを開く(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Log</source>
        <translation>ログ(&amp;L)</translation>
    </message>
    <message>
        <source>Report a &amp;Problem…</source>
        <translation>問題を報告(&amp;P)…</translation>
    </message>
    <message>
        <source>Save &amp;Figure of Maps…</source>
        <translation>マップの図を保存(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>編集(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>元に戻す(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>やり直す(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Draw Regions</source>
        <translation>領域を描く(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Move</source>
        <translation>移動(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Rectangle</source>
        <translation>長方形(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Polygon</source>
        <translation>多角形(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Lasso</source>
        <translation>投げ縄(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Brush</source>
        <translation>ブラシ(&amp;B)</translation>
    </message>
    <message>
        <source>Region of What the &amp;View Shows</source>
        <translation>表示範囲を領域にする(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Import Regions…</source>
        <translation>領域を取り込む(&amp;I)…</translation>
    </message>
    <message>
        <source>E&amp;xport Regions…</source>
        <translation>領域を書き出す(&amp;X)…</translation>
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
        <translation>基準を追加(&amp;B)…</translation>
    </message>
    <message>
        <source>Slides of a Folde&amp;r…</source>
        <translation>フォルダーのスライド(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Next Slide</source>
        <translation>次のスライド(&amp;N)</translation>
    </message>
    <message>
        <source>Previous S&amp;lide</source>
        <translation>前のスライド(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Brightness and Contrast…</source>
        <translation>明るさとコントラスト(&amp;B)…</translation>
    </message>
    <message>
        <source>Label and Macro Ima&amp;ge…</source>
        <translation>ラベルとマクロ画像(&amp;G)…</translation>
    </message>
    <message>
        <source>One S&amp;tain Alone</source>
        <translation>一つの染色だけ(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Haematoxylin</source>
        <translation>ヘマトキシリン(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Eosin</source>
        <translation>エオシン(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Neither (Residual)</source>
        <translation>残り(&amp;N)</translation>
    </message>
</context>
<context>
    <name>transcope::app::ProblemReport</name>
    <message>
        <source>Report a Problem</source>
        <translation>問題を報告</translation>
    </message>
    <message>
        <source>Nothing is sent. Read the text, say what you did, and take out what should not leave this machine: the log names files, and names of slides may name patients. Then copy it into your report.</source>
        <translation>何も送信されません。文面を読み、何をしたかを書き添え、このコンピューターの外に出すべきでないものを削除してください。ログにはファイル名があり、スライドの名前は患者を示すことがあります。その後、報告に貼り付けてください。</translation>
    </message>
    <message>
        <source>Text of the report</source>
        <translation>報告の文面</translation>
    </message>
    <message>
        <source>&amp;Copy to the Clipboard</source>
        <translation>クリップボードにコピー(&amp;C)</translation>
    </message>
</context>
<context>
    <name>transcope::app::RegionCommands</name>
    <message>
        <source>Regions are kept in %1</source>
        <translation>領域は %1 に保存されます</translation>
    </message>
    <message>
        <source>Regions (*.geojson *.geojson.gz *.json)</source>
        <translation>領域 (*.geojson *.geojson.gz *.json)</translation>
    </message>
    <message>
        <source>Import Regions</source>
        <translation>領域を取り込む</translation>
    </message>
    <message>
        <source>Export Regions</source>
        <translation>領域を書き出す</translation>
    </message>
    <message>
        <source>Regions (*.geojson)</source>
        <translation>領域 (*.geojson)</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 を保存しました</translation>
    </message>
    <message numerus="yes">
        <source>%Ln regions of %1</source>
        <translation>
            <numerusform>%1 の領域 %Ln 個</numerusform>
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
        <translation>%1 にはプログラム（TorchScript）が含まれ、あなたにできることは何でもできます。まだ何も実行されていません。出どころがわかる場合にだけ信頼してください。一度信頼すると、以後は尋ねません。</translation>
    </message>
    <message>
        <source>Trust and Run</source>
        <translation>信頼して実行</translation>
    </message>
    <message>
        <source>The prediction stopped: its background process ended (%1). The %2 spots predicted so far are kept; restarting does only the rest.</source>
        <translation>予測が止まりました。バックグラウンドのプロセスが終了しました（%1）。これまでに予測した %2 スポットは保存されています。再開すると残りだけを予測します。</translation>
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
        <translation>%1 には信頼されていないプログラムが含まれます</translation>
    </message>
    <message>
        <source>There is no spot %1</source>
        <translation>スポット %1 はありません</translation>
    </message>
    <message>
        <source>%1 could not be written</source>
        <translation>%1 に書き込めませんでした</translation>
    </message>
</context>
<context>
    <name>transcope::app::ViewCommands</name>
    <message>
        <source>%1 is shown in place of %2.</source>
        <translation>%2 の代わりに %1 を表示しています。</translation>
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
        <translation>「%1」は位置ではありません。例：「12000, 8000」または「5000, 3200 µm」（µm には既知の縮尺が必要です）。</translation>
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
        <translation>切片は全体として予測されます。途中の結果は残りません</translation>
    </message>
    <message>
        <source>%1, a program&apos;s own model</source>
        <translation>%1、プログラム独自のモデル</translation>
    </message>
    <message>
        <source>Split: %1</source>
        <translation>分割：%1</translation>
    </message>
    <message>
        <source>Held-out correlation unknown</source>
        <translation>未学習データでの相関は不明</translation>
    </message>
    <message>
        <source>Beyond depth %1: what is left once the number of transcripts in each spot is accounted for</source>
        <translation>深度除外 %1：各スポットの転写産物数を考慮した後に残るもの</translation>
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
        <translation>M2OST の著者は学習済みの重みを PyTorch ファイルとして、リポジトリ Dootmaan/M2OST の weights フォルダーで公開しています。HER2+ 乳がん用の MSViT_Small_HER2_best.pth、cSCC 用の MSViT_Small_GSE144240_best.pth など 5 つです。そこから 1 つをダウンロードし、コマンドラインで重みファイルに変換してください。中のコードは実行されません:</translation>
    </message>
    <message>
        <source>The lists of genes her2st, cscc and hbc come with Transcope and have the order of these files. Then choose the new file here.</source>
        <translation>遺伝子リスト her2st、cscc、hbc は Transcope に付属し、これらのファイルと同じ順序です。その後、新しいファイルをここで選んでください。</translation>
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
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 時間</translation>
    </message>
</context>
<context>
    <name>transcope::ui::CalibrationPanel</name>
    <message>
        <source>Line: all genes, in ten steps of the deviation (root mean square). Dots: the spots of the chosen gene. Dashed: where the deviation tells the whole error.</source>
        <translation>線：全遺伝子、偏差の十段階（二乗平均平方根）。点：選んだ遺伝子のスポット。破線：偏差が誤差のすべてを表す場合。</translation>
    </message>
    <message>
        <source>undefined</source>
        <translation>未定義</translation>
    </message>
    <message>
        <source>Here a larger deviation does not mean a larger error.</source>
        <translation>ここでは、偏差が大きくても誤差が大きいとは限りません。</translation>
    </message>
    <message>
        <source>Here a larger deviation means a larger error, weakly.</source>
        <translation>ここでは、偏差が大きいほど誤差もやや大きくなります。</translation>
    </message>
    <message>
        <source>Here a larger deviation means a larger error.</source>
        <translation>ここでは、偏差が大きいほど誤差も大きくなります。</translation>
    </message>
    <message>
        <source>Predict measured spots with the box &quot;Deviation over 8 views&quot;: here stands then whether a larger deviation means a larger error.</source>
        <translation>「8 方向の偏差」を選んで実測スポットを予測してください。偏差が大きいほど誤差も大きいかが、ここに表示されます。</translation>
    </message>
    <message numerus="yes">
        <source>Rank correlation of deviation and error over the spots: %1 (mean of %Ln genes)</source>
        <translation>
            <numerusform>スポットにわたる偏差と誤差の順位相関：%1（%Ln 遺伝子の平均）</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 alone: %2</source>
        <translation>%1 のみ：%2</translation>
    </message>
    <message>
        <source>All genes together: %1, of %2 values; this follows also that some genes vary more.</source>
        <translation>全遺伝子まとめて：%1（値 %2 個）。遺伝子によって変動の大きさが違うことも反映します。</translation>
    </message>
</context>
<context>
    <name>transcope::ui::CalibrationPlot</name>
    <message>
        <source>Deviation over the views</source>
        <translation>各方向の偏差</translation>
    </message>
    <message>
        <source>Size of the error</source>
        <translation>誤差の大きさ</translation>
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
        <translation>円</translation>
    </message>
    <message>
        <source>Squares</source>
        <translation>正方形</translation>
    </message>
    <message>
        <source>Hexagons</source>
        <translation>六角形</translation>
    </message>
    <message>
        <source>Outlines</source>
        <translation>輪郭</translation>
    </message>
    <message>
        <source>Fade below</source>
        <translation>薄くする下限</translation>
    </message>
    <message>
        <source>Spots</source>
        <translation>スポット</translation>
    </message>
    <message>
        <source>No contours</source>
        <translation>等値線なし</translation>
    </message>
    <message>
        <source>Lines of equal value, about so many</source>
        <translation>等しい値の線（およその本数）</translation>
    </message>
    <message>
        <source>log</source>
        <translation>対数</translation>
    </message>
    <message>
        <source>Colours follow the values&apos; logarithm, where values do not lie about zero</source>
        <translation>値が 0 の両側に広がらない場合、色は値の対数に従います</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Spots below this value or percentile, such as p90, are faded; where values lie about zero, those nearer to it</source>
        <translation>この値または百分位（p90 など）を下回るスポットを薄くします。値が 0 の両側に広がる場合は、0 に近いものを薄くします</translation>
    </message>
    <message numerus="yes">
        <source> contours</source>
        <comment>after a number</comment>
        <translation>
            <numerusform> 本の等値線</numerusform>
        </translation>
    </message>
    <message>
        <source>Range from</source>
        <translation>範囲の下限</translation>
    </message>
    <message>
        <source>Range to</source>
        <translation>範囲の上限</translation>
    </message>
    <message>
        <source>Mark of a spot</source>
        <translation>スポットの印</translation>
    </message>
    <message>
        <source>Contour lines</source>
        <translation>等値線</translation>
    </message>
    <message>
        <source>Smooth surface</source>
        <translation>滑らかな面</translation>
    </message>
    <message>
        <source>What stands for a spot; squares and hexagons reach half way to the next one. A smooth surface has values between spots that nobody measured or predicted: linear from one to the next</source>
        <translation>スポットを表す印。正方形と六角形は隣との中間まで広がります。滑らかな面のスポット間の値は実測も予測もされておらず、隣どうしを線形に結んだものです</translation>
    </message>
</context>
<context>
    <name>transcope::ui::Document</name>
    <message>
        <source>Open the slide first: layers are matched with its spots.</source>
        <translation>先にスライドを開いてください。レイヤーはそのスポットと照合されます。</translation>
    </message>
    <message>
        <source>%1 was read, but no picture lies beside it. Open the slide first.</source>
        <translation>%1 を読み込みましたが、隣に画像がありません。先にスライドを開いてください。</translation>
    </message>
</context>
<context>
    <name>transcope::ui::ExportController</name>
    <message>
        <source>Not among the genes of any layer: %1</source>
        <translation>どのレイヤーの遺伝子にもありません：%1</translation>
    </message>
</context>
<context>
    <name>transcope::ui::FigureDialog</name>
    <message>
        <source>&amp;Principal components as red, green and blue</source>
        <translation>主成分を赤・緑・青で表示(&amp;P)</translation>
    </message>
    <message>
        <source>The current view’s &amp;map</source>
        <translation>現在のビューのマップ(&amp;M)</translation>
    </message>
    <message>
        <source>The &amp;slide under the spots</source>
        <translation>スポットの下にスライド(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;One figure</source>
        <translation>一つの図(&amp;O)</translation>
    </message>
    <message>
        <source>A picture of &amp;each gene, and a contact sheet</source>
        <translation>遺伝子ごとの画像と一覧(&amp;E)</translation>
    </message>
    <message>
        <source>Figure of Maps</source>
        <translation>マップの図</translation>
    </message>
    <message>
        <source>DDX5, FASN</source>
        <translation>DDX5, FASN</translation>
    </message>
    <message>
        <source>&amp;Genes, a row each:</source>
        <translation>遺伝子（一行ずつ）(&amp;G):</translation>
    </message>
    <message>
        <source>&amp;Layers, a column each:</source>
        <translation>レイヤー（一列ずつ）(&amp;L):</translation>
    </message>
    <message>
        <source> mm</source>
        <translation> mm</translation>
    </message>
    <message>
        <source>A journal’s column is some 85 mm wide, its page 180 mm</source>
        <translation>学術誌の段幅は約 85 mm、ページ幅は約 180 mm です</translation>
    </message>
    <message>
        <source>&amp;Width:</source>
        <translation>幅(&amp;W):</translation>
    </message>
    <message>
        <source>&amp;Dots per inch:</source>
        <translation>解像度 (dpi)(&amp;D):</translation>
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
        <translation>重みの学習に使われていない切片での相関</translation>
    </message>
    <message>
        <source>Correlation of predicted with measured values across this section&apos;s spots</source>
        <translation>この切片のスポットにわたる予測値と実測値の相関</translation>
    </message>
    <message>
        <source>The same beyond depth: what is left of it once the number of transcripts in each spot is accounted for (partial correlation given ln(1 + total count))</source>
        <translation>深度を除いた相関：各スポットの転写産物数を考慮した後に残るもの（ln(1 + 総カウント) を与えた偏相関）</translation>
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
        <translation>比較した全遺伝子の第一主成分で色づけしたスポット</translation>
    </message>
    <message>
        <source>The first three principal components as red, green and blue</source>
        <translation>第一から第三主成分を赤・緑・青で表示</translation>
    </message>
    <message>
        <source>What the measurement&apos;s file says of each spot</source>
        <translation>実測ファイルにある各スポットの情報</translation>
    </message>
    <message>
        <source>Not among the genes that the weights predict</source>
        <translation>重みが予測する遺伝子に含まれません</translation>
    </message>
    <message>
        <source>Not measured in this section</source>
        <translation>この切片では実測されていません</translation>
    </message>
    <message>
        <source>Held-out correlation %1%2</source>
        <translation>未学習データでの相関 %1%2</translation>
    </message>
    <message>
        <source> – weak: look at its map with caution</source>
        <translation> – 弱い：マップは慎重に見てください</translation>
    </message>
    <message>
        <source>Correlation in this section %1</source>
        <translation>この切片での相関 %1</translation>
    </message>
    <message>
        <source>Beyond depth %1: what is left of it once the number of transcripts in each spot is accounted for</source>
        <translation>深度除外 %1：各スポットの転写産物数を考慮した後に残るもの</translation>
    </message>
    <message numerus="yes">
        <source>Mean of the values of %Ln genes: %1</source>
        <translation>
            <numerusform>%Ln 遺伝子の値の平均：%1</numerusform>
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
        <translation>リスト</translation>
    </message>
    <message>
        <source>Lists of genes, and blends of the genes that are selected</source>
        <translation>遺伝子リスト、および選択した遺伝子の混色</translation>
    </message>
    <message>
        <source>Blend the Selected Genes</source>
        <translation>選択した遺伝子を混色</translation>
    </message>
    <message>
        <source>Two or three genes, each in a colour of its own</source>
        <translation>二つか三つの遺伝子を、それぞれの色で表示</translation>
    </message>
    <message>
        <source>Keep the Selected Genes as a List…</source>
        <translation>選択した遺伝子をリストとして保存…</translation>
    </message>
    <message>
        <source>Import Lists…</source>
        <translation>リストを取り込む…</translation>
    </message>
    <message>
        <source>Rename the List…</source>
        <translation>リストの名前を変更…</translation>
    </message>
    <message>
        <source>Remove the List</source>
        <translation>リストを削除</translation>
    </message>
    <message>
        <source>A List of Genes</source>
        <translation>遺伝子リスト</translation>
    </message>
    <message numerus="yes">
        <source>Name of the list of %Ln genes</source>
        <translation>
            <numerusform>%Ln 遺伝子のリストの名前</numerusform>
        </translation>
    </message>
    <message>
        <source>New name of the list</source>
        <translation>リストの新しい名前</translation>
    </message>
    <message>
        <source>Import Lists of Genes</source>
        <translation>遺伝子リストを取り込む</translation>
    </message>
    <message>
        <source>Lists of genes (*.gmt *.gmt.gz *.txt *.csv *.tsv);;All files (*)</source>
        <translation>遺伝子リスト (*.gmt *.gmt.gz *.txt *.csv *.tsv);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Genes and maps</source>
        <translation>遺伝子とマップ</translation>
    </message>
</context>
<context>
    <name>transcope::ui::GenePlotPanel</name>
    <message>
        <source>Predicted against measured</source>
        <translation>予測と実測の散布図</translation>
    </message>
    <message>
        <source>Values in each layer</source>
        <translation>各レイヤーの値</translation>
    </message>
    <message>
        <source>Genes by their correlation</source>
        <translation>相関順の遺伝子</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Choose a gene in the list.</source>
        <translation>リストから遺伝子を選んでください。</translation>
    </message>
    <message>
        <source>A prediction and a measurement are held against each other here.</source>
        <translation>ここでは予測と実測を比べます。</translation>
    </message>
    <message>
        <source>%1 is not both measured and predicted here.</source>
        <translation>%1 は、ここでは実測と予測の両方がそろっていません。</translation>
    </message>
    <message>
        <source>%1, measured</source>
        <translation>%1、実測</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1、%2</translation>
    </message>
    <message numerus="yes">
        <source>r = %1, slope %2, %Ln spots</source>
        <translation>
            <numerusform>r = %1、傾き %2、%Ln スポット</numerusform>
        </translation>
    </message>
    <message>
        <source>No layer has %1.</source>
        <translation>%1 をもつレイヤーはありません。</translation>
    </message>
    <message>
        <source>Spots, %</source>
        <translation>スポット、%</translation>
    </message>
    <message>
        <source>Rank of the gene</source>
        <translation>遺伝子の順位</translation>
    </message>
    <message>
        <source>Correlation</source>
        <translation>相関</translation>
    </message>
    <message>
        <source>A click chooses the gene</source>
        <translation>クリックで遺伝子を選択</translation>
    </message>
    <message>
        <source>Save the Chart</source>
        <translation>グラフを保存</translation>
    </message>
    <message>
        <source>As a picture (PDF, SVG, PNG), or the numbers behind it (CSV)</source>
        <translation>画像（PDF、SVG、PNG）、またはもとの数値（CSV）として保存</translation>
    </message>
    <message>
        <source>PDF (*.pdf);;SVG (*.svg);;PNG (*.png);;Table (*.csv)</source>
        <translation>PDF (*.pdf);;SVG (*.svg);;PNG (*.png);;表 (*.csv)</translation>
    </message>
</context>
<context>
    <name>transcope::ui::LabelDialog</name>
    <message>
        <source>Label</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>Macro image</source>
        <translation>マクロ画像</translation>
    </message>
    <message>
        <source>Thumbnail</source>
        <translation>サムネイル</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>読み込み中…</translation>
    </message>
    <message>
        <source>Label and Macro Image</source>
        <translation>ラベルとマクロ画像</translation>
    </message>
    <message>
        <source>They may show who the patient is. They are shown here alone, and never saved or exported.</source>
        <translation>患者を特定できる情報が写っていることがあります。ここにだけ表示し、保存や書き出しは一切しません。</translation>
    </message>
    <message>
        <source>The file of this slide has neither.</source>
        <translation>このスライドのファイルにはどちらもありません。</translation>
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
        <translation>ランドスケープには OpenGL 3.3 が必要ですが、この画面では使えません。</translation>
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
        <translation>ドラッグで回転、右ドラッグで移動、ホイールで拡大縮小、ダブルクリックで全体表示</translation>
    </message>
</context>
<context>
    <name>transcope::ui::LayerKeeper</name>
    <message>
        <source>%1 is too large to be kept in the session: import it again when you open the session.</source>
        <translation>%1 は大きすぎてセッションに保存できません。セッションを開いたら、もう一度取り込んでください。</translation>
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
        <translation>基準：各スポットに切片の平均プロファイルを当てたもので、画像を見ません。これを上回らない手法は何の模様も見つけていません</translation>
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
        <translation>%1 を戻す</translation>
    </message>
    <message>
        <source>Name it %1 again</source>
        <translation>名前を %1 に戻す</translation>
    </message>
    <message>
        <source>Put it back</source>
        <translation>元の場所に戻す</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>レイヤー</translation>
    </message>
    <message>
        <source>Trained on the sections %1</source>
        <translation>学習切片：%1</translation>
    </message>
    <message>
        <source>%1 was trained on this section (%2).</source>
        <translation>%1 はこの切片（%2）で学習されています。</translation>
    </message>
    <message>
        <source>%1 is not scored: how its values were normalised is not stated.</source>
        <translation>%1 は採点されません。値の正規化方法が記載されていないためです。</translation>
    </message>
    <message>
        <source>State it…</source>
        <translation>指定する…</translation>
    </message>
    <message>
        <source>Take back what the values of %1 are</source>
        <translation>%1 の値の指定を取り消す</translation>
    </message>
    <message>
        <source>%1: inferred between the spots, not scored.</source>
        <translation>%1: スポットの間の推定、スコアなし。</translation>
    </message>
    <message numerus="yes">
        <source>%1: inferred between the spots, scored at %Ln of them.</source>
        <translation>
            <numerusform>%1: スポットの間の推定、うち %Ln 個のスポットでスコア。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::ui::LoadingNotice</name>
    <message>
        <source>%1 is still being opened: it is large, or its disk or network does not answer.</source>
        <translation>%1 をまだ開いています。ファイルが大きいか、ディスクまたはネットワークが応答していません。</translation>
    </message>
    <message>
        <source>Give Up</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>%1 does not answer: its disk or network may be gone. What is grey has not been read.</source>
        <translation>%1 が応答しません。ディスクまたはネットワークが切れている可能性があります。灰色の部分はまだ読み込まれていません。</translation>
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
        <translation>
            <numerusform>（以前のエラー %n 件は詳細にあります）</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::ui::PatchPage</name>
    <message>
        <source>The model looks at the spot …</source>
        <translation>モデルがスポットを見ています…</translation>
    </message>
    <message>
        <source>Where the model looks</source>
        <translation>モデルが見ている場所</translation>
    </message>
    <message>
        <source>Attention of each level&apos;s cls token, which the prediction is made from, in the last mixing within the level; mean over the heads, and over the tokens that cover a place. 1 is even. It says where the model looked, not what it concluded.</source>
        <translation>予測のもとになる各レベルの cls トークンの、レベル内の最後の混合における注意です。ヘッドと、その場所を覆うトークンについての平均で、1 が均等です。モデルがどこを見たかを示すもので、何を結論したかではありません。</translation>
    </message>
    <message>
        <source>What the model takes of the spot: circle: the spot; hatched: beyond the slide</source>
        <translation>モデルがスポットから取るもの（円：スポット、斜線：スライドの外）</translation>
    </message>
    <message>
        <source>Click a spot on the slide to see what the model takes of it.</source>
        <translation>スライド上のスポットをクリックすると、モデルが何を取るかを表示します。</translation>
    </message>
    <message>
        <source>Patches are those that a model takes: predict the spots first.</source>
        <translation>パッチはモデルが取るものです。先にスポットを予測してください。</translation>
    </message>
    <message>
        <source>The weights %1, which predicted, were not found: choose them in the panel Prediction.</source>
        <translation>予測に使われた重み %1 が見つかりません。パネル「予測」で選んでください。</translation>
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
        <translation>レベル %1：%2</translation>
    </message>
    <message>
        <source>Level %1: %2 · %3–%4 × even</source>
        <translation>レベル %1：%2 · 均等の %3–%4 倍</translation>
    </message>
</context>
<context>
    <name>transcope::ui::PictureDialog</name>
    <message>
        <source>Picture of the Slide</source>
        <translation>スライドの画像</translation>
    </message>
    <message>
        <source>&amp;Stain:</source>
        <translation>染色(&amp;S):</translation>
    </message>
    <message>
        <source>All, as scanned</source>
        <translation>すべて（スキャンのまま）</translation>
    </message>
    <message>
        <source>Haematoxylin alone</source>
        <translation>ヘマトキシリンのみ</translation>
    </message>
    <message>
        <source>Eosin alone</source>
        <translation>エオシンのみ</translation>
    </message>
    <message>
        <source>Residual alone</source>
        <translation>残りのみ</translation>
    </message>
    <message>
        <source>By optical density, with the stain vectors of Ruifrok and Johnston (2001); what is neither haematoxylin nor eosin is the residual</source>
        <translation>光学濃度により、Ruifrok と Johnston（2001）の染色ベクトルで分離します。ヘマトキシリンでもエオシンでもないものが残りです</translation>
    </message>
    <message>
        <source>&amp;Brightness:</source>
        <translation>明るさ(&amp;B):</translation>
    </message>
    <message>
        <source>&amp;Contrast:</source>
        <translation>コントラスト(&amp;C):</translation>
    </message>
    <message>
        <source>&amp;Gamma:</source>
        <translation>ガンマ(&amp;G):</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>明るさ</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>コントラスト</translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation>ガンマ</translation>
    </message>
    <message>
        <source>Only what you see changes. Models and scores use the slide as it was scanned.</source>
        <translation>変わるのは表示だけです。モデルとスコアはスキャンのままのスライドを使います。</translation>
    </message>
    <message>
        <source>&amp;Reset</source>
        <translation>元に戻す(&amp;R)</translation>
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
        <translation>各スポットのパッチを回転・反転したものも予測します。その平均がレイヤーになり、標準偏差は別のレイヤーになります。</translation>
    </message>
    <message>
        <source>Shares of the zoom levels</source>
        <translation>ズーム段階ごとの寄与</translation>
    </message>
    <message>
        <source>How much of each prediction comes from each zoom level, as layers of their own. M2OST only.</source>
        <translation>予測のどれだけが各ズーム段階に由来するかを、別のレイヤーにします。M2OST のみ。</translation>
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
        <translation>独自のモデルをもつワーカーを起動するコマンド
例：python3 my_worker.py</translation>
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
        <translation>格子の間隔</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>場所</translation>
    </message>
    <message>
        <source>Part of the slide that is filled</source>
        <translation>埋めるスライドの部分</translation>
    </message>
    <message>
        <source>What is predicted already is not predicted again. Other runs at the same time make it slower.</source>
        <translation>予測済みのものは再び予測されません。同時に実行中の処理があると遅くなります。</translation>
    </message>
    <message>
        <source>Densely between the spots</source>
        <translation>スポットの間を高密度に</translation>
    </message>
    <message>
        <source>All of the tissue</source>
        <translation>組織全体</translation>
    </message>
    <message>
        <source>What the view shows</source>
        <translation>ビューに見える部分</translation>
    </message>
    <message>
        <source>Region %1</source>
        <translation>領域 %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln spots, about %1</source>
        <comment>spots, duration</comment>
        <translation>
            <numerusform>%Ln 個のスポット、約 %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spots; how long they take is known once these weights have run here</source>
        <translation>
            <numerusform>%Ln 個のスポット。所要時間は、この重みをここで一度実行した後に分かります</numerusform>
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
        <translation>領域</translation>
    </message>
    <message>
        <source>Region %1</source>
        <translation>領域 %1</translation>
    </message>
    <message>
        <source>Take %1 away</source>
        <translation>%1 を削除</translation>
    </message>
    <message>
        <source>Give %1 its shape back</source>
        <translation>%1 の形を戻す</translation>
    </message>
    <message>
        <source>Name it %1 again</source>
        <translation>名前を %1 に戻す</translation>
    </message>
    <message>
        <source>Give %1 its colour back</source>
        <translation>%1 の色を戻す</translation>
    </message>
    <message>
        <source>Bring back %1</source>
        <translation>%1 を戻す</translation>
    </message>
    <message>
        <source>Open the slide first: regions lie on it.</source>
        <translation>先にスライドを開いてください。領域はその上に置かれます。</translation>
    </message>
    <message>
        <source>Take the regions of %1 away</source>
        <translation>%1 の領域を削除</translation>
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
        <translation>内側</translation>
    </message>
    <message>
        <source>Outside</source>
        <translation>外側</translation>
    </message>
    <message>
        <source>AUC</source>
        <translation>AUC</translation>
    </message>
    <message>
        <source>p adj.</source>
        <translation>調整 p</translation>
    </message>
    <message>
        <source>A click shows it in the views</source>
        <translation>クリックでビューに表示</translation>
    </message>
    <message>
        <source>Mean of the spots inside</source>
        <translation>内側のスポットの平均</translation>
    </message>
    <message>
        <source>Mean of the spots that they are compared with</source>
        <translation>比較対象のスポットの平均</translation>
    </message>
    <message>
        <source>Effect size: how often a spot inside has more than one outside; 0.5 is no difference</source>
        <translation>効果量：内側のスポットが外側のスポットより高い割合。0.5 は差なし</translation>
    </message>
    <message>
        <source>Wilcoxon’s rank-sum test, adjusted for the number of genes (Benjamini and Hochberg). Neighbouring spots are not independent: it is too small</source>
        <translation>ウィルコクソンの順位和検定、遺伝子数で調整（Benjamini–Hochberg）。隣り合うスポットは独立でないため、値は小さすぎます</translation>
    </message>
</context>
<context>
    <name>transcope::ui::RegionsModel</name>
    <message>
        <source>Class: %1</source>
        <translation>クラス：%1</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>領域</translation>
    </message>
    <message>
        <source>Spots</source>
        <translation>スポット</translation>
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
        <translation>色…</translation>
    </message>
    <message>
        <source>Another colour for the region</source>
        <translation>領域の色を変更</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>拡大</translation>
    </message>
    <message>
        <source>Shows the region as large as the view (Return)</source>
        <translation>領域をビューいっぱいに表示（Return）</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Takes the region away (Delete)</source>
        <translation>領域を削除（Delete）</translation>
    </message>
    <message>
        <source>Against:</source>
        <translation>比較対象:</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>領域</translation>
    </message>
    <message>
        <source>What the region is compared with</source>
        <translation>領域の比較対象</translation>
    </message>
    <message>
        <source>Genes of the region</source>
        <translation>領域の遺伝子</translation>
    </message>
    <message>
        <source>all other spots</source>
        <translation>他のすべてのスポット</translation>
    </message>
    <message>
        <source>Choose a tool, and draw a region on the slide.</source>
        <translation>道具を選び、スライド上に領域を描いてください。</translation>
    </message>
    <message>
        <source>Choose a region.</source>
        <translation>領域を選んでください。</translation>
    </message>
    <message>
        <source>There is no layer to compare.</source>
        <translation>比較するレイヤーがありません。</translation>
    </message>
    <message>
        <source>%1, %2: %3 spots inside, %4 outside.</source>
        <translation>%1、%2：内側 %3 スポット、外側 %4 スポット。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln spots lie in both and are left out.</source>
        <translation>
            <numerusform>%Ln スポットは両方に含まれるため除外しました。</numerusform>
        </translation>
    </message>
    <message>
        <source>Correlation with the measurement, mean per spot: %1 inside, %2 outside.</source>
        <translation>実測との相関（スポットごとの平均）：内側 %1、外側 %2。</translation>
    </message>
    <message>
        <source>undefined</source>
        <translation>未定義</translation>
    </message>
    <message numerus="yes">
        <source>Only %Ln spots lie inside: too few for a statement.</source>
        <translation>
            <numerusform>内側のスポットは %Ln 個だけです。判断するには少なすぎます。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only %Ln spots lie outside: too few for a statement.</source>
        <translation>
            <numerusform>外側のスポットは %Ln 個だけです。判断するには少なすぎます。</numerusform>
        </translation>
    </message>
    <message>
        <source>without a name</source>
        <translation>名前なし</translation>
    </message>
    <message>
        <source>All spots lie in the region, or none: there is nothing to compare.</source>
        <translation>すべてのスポットが領域内にあるか、一つもありません。比較するものがありません。</translation>
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
        <translation>角度（時計回り）(&amp;A):</translation>
    </message>
    <message>
        <source>Shift and dragging with the left button turns the slide, too</source>
        <translation>Shift を押しながら左ボタンでドラッグしても回転できます</translation>
    </message>
    <message>
        <source>&amp;Upright</source>
        <translation>正立(&amp;U)</translation>
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
        <translation>スライドのこの部分にはスポットがありません。組織のある部分か、より細かい間隔を選んでください。</translation>
    </message>
</context>
<context>
    <name>transcope::ui::RunQueue</name>
    <message>
        <source>%1, dense %2 µm</source>
        <translation>%1、高密度 %2 µm</translation>
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
        <translation>保存…</translation>
    </message>
    <message>
        <source>All three scores as a figure (PDF, SVG, PNG, TIFF), or every value as a table (CSV)</source>
        <translation>三つのスコアを図（PDF、SVG、PNG、TIFF）として、またはすべての値を表（CSV）として保存</translation>
    </message>
    <message>
        <source>Measured and predicted expression are compared here, spot by spot.</source>
        <translation>実測と予測の発現をスポットごとに比べます。</translation>
    </message>
    <message>
        <source>None of the predicted spots was measured, so there is nothing to compare.</source>
        <translation>予測したスポットはどれも実測されていないため、比べるものがありません。</translation>
    </message>
    <message>
        <source>None of the predicted genes was measured in this section.</source>
        <translation>予測した遺伝子はどれもこの切片では実測されていません。</translation>
    </message>
    <message>
        <source>Measured and predicted share %1 of %2 genes that a correlation needs.</source>
        <translation>実測と予測に共通する遺伝子は %1 個で、相関に必要な %2 個に足りません。</translation>
    </message>
    <message>
        <source>Waiting for the first predicted spots.</source>
        <translation>最初の予測スポットを待っています。</translation>
    </message>
    <message>
        <source>Section mean (no image)</source>
        <translation>切片の平均（画像なし）</translation>
    </message>
    <message>
        <source>Save the Scores</source>
        <translation>スコアを保存</translation>
    </message>
    <message>
        <source>PDF (*.pdf);;SVG (*.svg);;PNG (*.png);;TIFF (*.tif);;Table (*.csv)</source>
        <translation>PDF (*.pdf);;SVG (*.svg);;PNG (*.png);;TIFF (*.tif);;表 (*.csv)</translation>
    </message>
    <message>
        <source>What the t-tests beneath the boxes hold each layer against</source>
        <translation>箱の下の t 検定で各レイヤーと比べる対象</translation>
    </message>
    <message numerus="yes">
        <source>%Ln genes, 1 section of 1 patient. p: paired t-test over genes.</source>
        <translation>
            <numerusform>%Ln 遺伝子、1 患者の 1 切片。p：遺伝子にわたる対応のある t 検定。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spots, 1 section of 1 patient. p: paired t-test; spots are not independent, so it is too small.</source>
        <translation>
            <numerusform>%Ln スポット、1 患者の 1 切片。p：対応のある t 検定。スポットは独立でないため、値は小さすぎます。</numerusform>
        </translation>
    </message>
    <message>
        <source>What p is against</source>
        <translation>p の比較対象</translation>
    </message>
    <message>
        <source>p against %1</source>
        <translation>p の対象：%1</translation>
    </message>
    <message>
        <source>Depth alone (oracle)</source>
        <translation>深度のみ（オラクル）</translation>
    </message>
    <message>
        <source>Correlation per spot</source>
        <translation>スポットごとの相関</translation>
    </message>
    <message>
        <source>RMSE per spot</source>
        <translation>スポットごとの RMSE</translation>
    </message>
    <message>
        <source>Correlation per gene</source>
        <translation>遺伝子ごとの相関</translation>
    </message>
</context>
<context>
    <name>transcope::ui::ScorePlot</name>
    <message>
        <source>mean %1</source>
        <translation>平均 %1</translation>
    </message>
    <message>
        <source>%1: mean %2, median %3, n = %4</source>
        <translation>%1：平均 %2、中央値 %3、n = %4</translation>
    </message>
    <message>
        <source> (%1 undefined)</source>
        <translation>（%1 個は未定義）</translation>
    </message>
</context>
<context>
    <name>transcope::ui::SlideFolderDialog</name>
    <message>
        <source>Slides of a Folder</source>
        <translation>フォルダーのスライド</translation>
    </message>
    <message>
        <source>Choose &amp;Folder…</source>
        <translation>フォルダーを選択(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Open Slide</source>
        <translation>スライドを開く(&amp;O)</translation>
    </message>
    <message>
        <source>Open &amp;Session</source>
        <translation>セッションを開く(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>閉じる(&amp;C)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln slides</source>
        <translation>
            <numerusform>%Ln 枚のスライド</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::ui::SlideFolderModel</name>
    <message>
        <source>cannot be read</source>
        <translation>読み込めません</translation>
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
        <translation>パッチ</translation>
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
        <translation>H&amp;E スライドから予測した遺伝子発現を、実測があればその隣に表示します。予測は研究のための推定であり、診断の根拠にはなりません。</translation>
    </message>
    <message>
        <source>Open a slide</source>
        <translation>スライドを開く</translation>
    </message>
    <message>
        <source>A whole-slide image or any picture of tissue; genes are then predicted</source>
        <translation>ホールスライド画像、または組織の画像。そこから遺伝子を予測します</translation>
    </message>
    <message>
        <source>Open a section with expression</source>
        <translation>発現データのある切片を開く</translation>
    </message>
    <message>
        <source>A table, .h5ad or .h5 with measured counts; a picture of the tissue beside or in it</source>
        <translation>実測カウントの表、.h5ad または .h5。組織の画像は隣または中にあります</translation>
    </message>
    <message>
        <source>Open a folder</source>
        <translation>フォルダーを開く</translation>
    </message>
    <message>
        <source>What Space Ranger wrote, or a zarr store</source>
        <translation>Space Ranger の出力、または zarr ストア</translation>
    </message>
    <message>
        <source>Open a session</source>
        <translation>セッションを開く</translation>
    </message>
    <message>
        <source>Predictions and views that Transcope kept (.transcope)</source>
        <translation>Transcope が保存した予測とビュー (.transcope)</translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation>デモを試す</translation>
    </message>
    <message>
        <source>A made-up section whose expression is known; made here in some seconds</source>
        <translation>発現のわかっている人工の切片。ここで数秒で作成します</translation>
    </message>
    <message>
        <source>Read the guide</source>
        <translation>ガイドを読む</translation>
    </message>
    <message>
        <source>From a slide to a figure in ten minutes</source>
        <translation>スライドから図まで十分間</translation>
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
        <translation>最近開いたファイル</translation>
    </message>
    <message>
        <source>%1 is not there now</source>
        <translation>%1 は今ありません</translation>
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
    <message>
        <source>What this view shares with the others</source>
        <translation>このビューが他のビューと共有するもの</translation>
    </message>
</context>
</TS>
