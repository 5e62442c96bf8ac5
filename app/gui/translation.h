#pragma once

#include <QTranslator>

namespace transcope::app {

/// Finds texts by the class's bare name: lupdate writes contexts without our namespaces, while tr() asks with
/// them ("transcope::ui::GenePanel").
class Translator : public QTranslator
{
public:
    using QTranslator::QTranslator;
    QString translate(const char* context, const char* sourceText, const char* disambiguation,
                      int n) const override;
};

} // namespace transcope::app
