#pragma once

#include "tests/testsupport/tempfolder.h"

#include <QByteArray>
#include <QString>

namespace transcope::tests {

/// A fresh folder with a small demo section, for tests of windows; a member of the test's class. From then on
/// the test's standard paths are its own.
class DemoFolder : public TempFolder
{
public:
    /// sidePx: of the square slide, 0.625 µm each; name: the section's folder.
    explicit DemoFolder(int sidePx, std::string name = "demo");

    QString path(const QString& name) const;
    QString slide() const { return section(QStringLiteral("slide.tif")); }
    /// A file of the section.
    QString section(const QString& file) const;
    /// "Weights" whose predictor does as the fields of fakeworker.cpp say; they replace the last ones.
    QString fakeWeights(const QByteArray& behaviour = R"({"batch": 4})") const;

private:
    std::string m_name;
};

} // namespace transcope::tests
