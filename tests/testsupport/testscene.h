#pragma once

#include "tests/testsupport/fakeslide.h"
#include "ui/slideview/scene.h"
#include "ui/slideview/tilereader.h"

#include <QHash>
#include <memory>

namespace transcope::test {

/// Scenes with all their tiles, made without threads, for tests of renderers.
class TestScene
{
public:
    explicit TestScene(std::shared_ptr<const core::Slide> s) : slide(std::move(s)), pyramid(*slide) {}

    ui::Scene at(const ui::ViewState& state, QSizeF sizeScreenPx = {400, 300}, double devicePixelRatio = 1)
    {
        ui::Scene scene;
        scene.viewport = ui::Viewport(sizeScreenPx, devicePixelRatio, state);
        scene.background = QColor(233, 236, 239);
        scene.tiles = ui::planTiles(pyramid, scene.viewport, [this](const ui::TileKey& key) {
            if (!m_tiles.contains(key))
                m_tiles.insert(key, ui::readTile(*slide, pyramid, key, {}).image);
            return m_tiles.value(key);
        });
        scene.spots = &spots;
        return scene;
    }

    /// A square lattice of spots all over the slide with values 0, 1, 2 … and every seventh missing.
    void addSpots(int columns, int rows)
    {
        auto table = std::make_shared<core::SpotTable>();
        std::vector<float> values;
        const core::SizeI size = slide->sizeLevel0Px();
        for (int i = 0; i < columns * rows; ++i) {
            const int column = i % columns, row = i / columns;
            table->spots.push_back(
                {std::to_string(i),
                 {(column + 0.5) * double(size.width) / columns, (row + 0.5) * double(size.height) / rows},
                 row,
                 column});
            values.push_back(i % 7 == 6 ? std::nanf("") : float(i));
        }
        table->diameterLevel0Px = 0.5 * double(size.width) / columns;
        spots.setSpots(std::make_shared<core::PlacedSpots>(table));
        spots.setValues(values);
        spots.setScale({core::ColourMap::Viridis, 0, double(columns * rows - 1)});
    }

    /// Cells of `side` px beside each other from (0, 0) on, every seventh missing, coloured by value.
    void addCells(int columns, int rows, double side)
    {
        auto table = std::make_shared<core::SpotTable>();
        std::vector<float> values;
        for (int i = 0; i < columns * rows; ++i)
            if (i % 7 != 6) {
                table->spots.push_back({std::to_string(i),
                                        {(i % columns + 0.5) * side, (i / columns + 0.5) * side},
                                        i / columns,
                                        i % columns});
                values.push_back(float(i % 97));
            }
        table->shape = core::SpotShape::Cell;
        table->diameterLevel0Px = side;
        spots.setSpots(std::make_shared<core::PlacedSpots>(table));
        spots.setValues(values);
        spots.setScale({core::ColourMap::Viridis, 0, 96});
    }

    std::shared_ptr<const core::Slide> slide;
    ui::TilePyramid pyramid;
    ui::SpotLayer spots;

private:
    QHash<ui::TileKey, QImage> m_tiles;
};

} // namespace transcope::test
