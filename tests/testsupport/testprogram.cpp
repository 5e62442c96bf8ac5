#include "tests/testsupport/testprogram.h"

#include <filesystem>
#include <iostream>
#include <map>
#include <string>

namespace transcope::test {

namespace {

std::map<std::string, ProgramEntry::Main>& entries()
{
    static std::map<std::string, ProgramEntry::Main> all; // filled before main(), in no order
    return all;
}

} // namespace

ProgramEntry::ProgramEntry(const char* file, Main main)
{
    entries()[std::filesystem::path(file).stem()] = main;
}

} // namespace transcope::test

int main(int argc, char** argv)
{
    const auto& entries = transcope::test::entries();
    const auto entry = argc > 1 ? entries.find(argv[1]) : entries.end();
    if (entry == entries.end()) {
        std::cerr << "Usage: " << argv[0] << " NAME [function …]\nNAME is one of\n";
        for (const auto& [name, main] : entries)
            std::cerr << "  " << name << '\n';
        return 2;
    }
    argv[1] = argv[0];
    return entry->second(argc - 1, argv + 1);
}
